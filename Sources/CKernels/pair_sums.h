// Sums over the pairs of rows that folded products subtract (see product_tiles.h). Included once per
// instruction set.

// Of each of three vectors: which lanes begin a triple, if one begins with the first; and at the end of a
// row, behind the last three whole ones, which of these lie in it, and which lanes do at all.
struct FN(triples) {
    long end, vectors;
    I begin[3], last[3], inside[3];
};

INLINE struct FN(triples) FN(triples)(long inputs) {
    struct FN(triples) triples = {.end = inputs / (3 * LANES) * (3 * LANES)};
    const long rest = inputs - triples.end;
    triples.vectors = (rest + LANES - 1) / LANES;
    UNROLL for (int v = 0; v < 3; v++) {
        UNROLL for (int i = 0; i < LANES; i++)
            triples.begin[v][i] = (v * LANES + i) % 3 == 0 ? -1 : 0;
        triples.last[v] = triples.begin[v] & FN(lanes_below)(rest / 3 * 3 - v * LANES);
        triples.inside[v] = FN(lanes_below)(rest - v * LANES);
    }
    return triples;
}

// Sums over pairs and over squares, in a vector each.
INLINE void FN(sum_pairs)(const float *row, const struct FN(triples) * triples, V *pairs,
                          V *squares) {
    V products[3] = {0, 0, 0}, own[3] = {0, 0, 0};
    const float *const end = row + triples->end;
    _Pragma("clang loop unroll(disable)")
    for (; row < end; row += 3 * LANES) {
        V a[4];
        UNROLL for (int v = 0; v < 3; v++) a[v] = LOAD(row + v * LANES);
        a[3] = a[2]; // whose first lane no pair asks for
        UNROLL for (int v = 0; v < 3; v++) {
            const V b = FN(next_lanes)(a[v], a[v + 1]);
            products[v] = triples->begin[v] ? products[v] + a[v] * b : products[v];
            own[v] += a[v] * a[v];
        }
    }
    UNROLL for (int v = 0; v < 3; v++) if (v < triples->vectors) {
        const V a = LOAD(row + v * LANES), b = LOAD(row + v * LANES + 1);
        products[v] = triples->last[v] ? products[v] + a * b : products[v];
        own[v] = triples->inside[v] ? own[v] + a * a : own[v];
    }
    *pairs = products[0] + products[1] + products[2];
    *squares = own[0] + own[1] + own[2];
}
