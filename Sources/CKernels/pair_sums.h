// Sums over the pairs of rows that folded products subtract (see product_tiles.h). Included once per
// instruction set.

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
