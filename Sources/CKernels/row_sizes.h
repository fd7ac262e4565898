// What folded tiles want to know of rows of x (see product_tiles.h). Included once per instruction set.

enum { FN(most_rows) = 112, FN(scaled_stride) = FN(deepest) + 16 };

struct FN(row_sizes) {
    long measured, scaled; // so many rows
    bool differ;           // whether some unit is not 1: then all rows are scaled
    // A multiple of LANES rows is measured at a time.
    float beginnings[FN(most_rows)], units[FN(most_rows)];
    float scaled_rows[FN(most_rows) * FN(scaled_stride)];
};

// Of the three vectors at the end of a row: what lies in it, and what begins a pair or a triple.
struct FN(row_end) {
    long start;
    I inside[3], in_triples[3];
};

INLINE struct FN(row_end) FN(row_end)(long inputs) {
    struct FN(row_end) end = {.start = inputs / (3 * LANES) * (3 * LANES)};
    UNROLL for (int v = 0; v < 3; v++) {
        end.inside[v] = FN(lanes_below)(inputs - end.start - v * LANES);
        end.in_triples[v] = FN(lanes_below)(inputs / 3 * 3 - end.start - v * LANES);
    }
    return end;
}

// Sums over pairs and over squares, in a vector each.
INLINE void FN(sum_pairs)(const float *row, long inputs, struct FN(row_end) end, V *pairs, V *squares) {
    V first_of_three[3], products[3] = {0, 0, 0}, own[3] = {0, 0, 0};
    UNROLL for (int i = 0; i < 3 * LANES; i++) first_of_three[i / LANES][i % LANES] = i % 3 == 0;
    for (long c = 0; c < inputs; c += 3 * LANES) {
        V a[4], paired[3];
        UNROLL for (int v = 0; v < 3; v++) paired[v] = a[v] = LOAD(row + c + v * LANES);
        if (c == end.start)
            UNROLL for (int v = 0; v < 3; v++) {
                a[v] = (V)((I)a[v] & end.inside[v]);
                paired[v] = (V)((I)a[v] & end.in_triples[v]);
            }
        a[3] = a[2]; // whose first lane no pair asks for
        UNROLL for (int v = 0; v < 3; v++) {
            products[v] += paired[v] * FN(next_lanes)(a[v], a[v + 1]);
            own[v] += a[v] * a[v];
        }
    }
    *pairs = 0;
    UNROLL for (int v = 0; v < 3; v++) *pairs += products[v] * first_of_three[v];
    *squares = own[0] + own[1] + own[2];
}

// Measures the next rows: what to subtract, and what to divide by if they lie far from the weights. The
// unit of zeros is zero: so nothing but the bias comes of them.
static void FN(measure)(ck_matrix x, struct FN(row_sizes) * sizes) {
    const long first = sizes->measured;
    const struct FN(row_end) end = FN(row_end)(x.columns);
    V pairs[LANES], squares[LANES];
    for (int i = 0; i < LANES; i++)
        FN(sum_pairs)(x.start + MIN(first + i, x.rows - 1) * x.stride, x.columns, end, pairs + i,
                      squares + i);
    V beginnings = -FN(row_sums)(pairs), means = FN(row_sums)(squares) / (float)x.columns, units = 1;
    const I differ = (means < LEAST_MEAN_SQUARE) | (means > LARGEST_MEAN_SQUARE);
    if (__builtin_reduce_or(differ)) {
        for (int i = 0; i < LANES; i++)
            if (differ[i]) {
                units[i] = FN(unit)(means[i]);
                beginnings[i] /= FN(divisor)(units[i]) * FN(divisor)(units[i]);
            }
        sizes->differ = true;
    }
    STORE(sizes->beginnings + first, beginnings);
    STORE(sizes->units + first, units);
    sizes->measured = first + LANES;
}

static void FN(scale)(ck_matrix x, struct FN(row_sizes) * sizes) {
    const long end = MIN(sizes->measured, x.rows);
    for (long row = sizes->scaled; row < end; row++) {
        const float *from = x.start + row * x.stride;
        float *to = sizes->scaled_rows + row * FN(scaled_stride);
        const float inverse = 1 / FN(divisor)(sizes->units[row]);
        for (long c = 0; c < x.columns; c += LANES) STORE(to + c, LOAD(from + c) * inverse);
    }
    sizes->scaled = end;
}
