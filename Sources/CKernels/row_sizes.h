// What folded tiles want to know of rows of x (see product_tiles.h). Included once per instruction set.

enum { FN(most_rows) = 112, FN(scaled_stride) = FN(deepest) + 16 };

struct FN(row_sizes) {
    bool differ; // whether some unit is not 1: then all rows are scaled
    // Behind the last row, to a multiple of LANES, lies the last one again.
    float beginnings[FN(most_rows)], units[FN(most_rows)], inverses[FN(most_rows)];
    float scaled_rows[FN(most_rows) * FN(scaled_stride)];
};

// LANES rows: what to subtract, and what to divide by if they lie far from the weights. The unit of
// zeros is zero: so nothing but the bias comes of them.
INLINE void FN(measure_some)(ck_matrix x, long first, const struct FN(triples) * triples,
                             struct FN(row_sizes) * sizes) {
    V pairs[LANES], squares[LANES];
    for (long i = 0; i < LANES; i++)
        FN(sum_pairs)(x.start + MIN(first + i, x.rows - 1) * x.stride, triples, pairs + i,
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
}

// All rows, before the first product with them, and those to multiply. (Measured a tile ahead, each tile
// would wait for its rows' sums.)
INLINE ck_matrix FN(measure)(ck_matrix x, bool is_far, struct FN(row_sizes) * sizes) {
    const struct FN(triples) triples = FN(triples)(x.columns);
    sizes->differ = false;
    if (is_far) FN(fetch)(x, 0, LANES);
    for (long first = 0; first < x.rows; first += LANES) {
        if (is_far) FN(fetch)(x, first + LANES, LANES);
        FN(measure_some)(x, first, &triples, sizes);
    }
    if (!sizes->differ) return x;
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        float *to = sizes->scaled_rows + row * FN(scaled_stride);
        const float inverse = sizes->inverses[row];
        for (long c = 0; c < x.columns; c += LANES) STORE(to + c, LOAD(from + c) * inverse);
    }
    return (ck_matrix){sizes->scaled_rows, FN(scaled_stride), x.rows, x.columns};
}
