// What folded tiles want to know of rows of x (see product_tiles.h). Included once per instruction set.

enum { FN(most_rows) = 112, FN(scaled_stride) = FN(deepest) + 16 };

struct FN(row_sizes) {
    long measured, scaled; // so many rows
    bool differ;           // whether some unit is not 1: then all rows are scaled
    // A multiple of LANES rows is measured at a time.
    float beginnings[FN(most_rows)], units[FN(most_rows)], inverses[FN(most_rows)];
    float scaled_rows[FN(most_rows) * FN(scaled_stride)];
};

// Measures the next rows: what to subtract, and what to divide by if they lie far from the weights. The
// unit of zeros is zero: so nothing but the bias comes of them.
static void FN(measure)(ck_matrix x, struct FN(row_sizes) * sizes) {
    const long first = sizes->measured;
    const struct FN(row_end) end = FN(row_end)(x.columns);
    V pairs[LANES], squares[LANES];
    for (int i = 0; i < LANES; i++)
        FN(sum_pairs)(x.start + MIN(first + i, x.rows - 1) * x.stride, x.columns, end, pairs + i,
                      squares + i);
    const V means = FN(row_sums)(squares) / (float)x.columns;
    const I differ = (means < LEAST_MEAN_SQUARE) | (means > LARGEST_MEAN_SQUARE);
    V beginnings = -FN(row_sums)(pairs), units = 1, inverses = 1;
    if (__builtin_reduce_or(differ)) {
        units = differ ? FN(units)(means) : (V)1;
        inverses = FN(inverses)(units);
        beginnings *= inverses * inverses;
        sizes->differ = true;
    }
    STORE(sizes->beginnings + first, beginnings);
    STORE(sizes->units + first, units);
    STORE(sizes->inverses + first, inverses);
    sizes->measured = first + LANES;
}

static void FN(scale)(ck_matrix x, struct FN(row_sizes) * sizes) {
    const long end = MIN(sizes->measured, x.rows);
    for (long row = sizes->scaled; row < end; row++) {
        const float *from = x.start + row * x.stride;
        float *to = sizes->scaled_rows + row * FN(scaled_stride);
        const float inverse = sizes->inverses[row];
        for (long c = 0; c < x.columns; c += LANES) STORE(to + c, LOAD(from + c) * inverse);
    }
    sizes->scaled = end;
}
