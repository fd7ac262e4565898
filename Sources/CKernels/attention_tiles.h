// The two matrix products inside attention, by register tiles. Included once per instruction set.
#include "register_tiles.h"

// ---- scores: s[key][query] = Σ k[key][c] · q[c][query] + bias[key][query]

struct FN(scores) {
    const float *k; // `tall` rows
    long k_stride, key_width;
    const float *q; // [key_width][wide vectors], scaled
    const float *bias;
    long bias_stride;
    float *scores; // [keys][wide vectors]
    V *peaks;      // the largest score of each query so far
};

INLINE void FN(score_tile)(const int wide, const int tall, const struct FN(scores) * job) {
    V s[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        s[i][v] = job->bias ? LOAD(job->bias + i * job->bias_stride + v * LANES) : (V)0;
    const float *k = job->k, *q = job->q;
    // What the next tile adds is fetched meanwhile: tables of many heads come from afar.
    const float *next = job->bias ? job->bias + tall * job->bias_stride : k;
    for (long c = 0; c < job->key_width; c++, k++, q += wide * LANES, next += 16) {
        __builtin_prefetch(next);
        V lanes[MOST_WIDE];
        UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(q + v * LANES);
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            s[i][v] += lanes[v] * k[i * job->k_stride];
    }
    float *scores = job->scores;
    V *peaks = job->peaks;
    UNROLL for (int v = 0; v < wide; v++) {
        V peak = peaks[v];
        UNROLL for (int i = 0; i < tall; i++) {
            STORE(scores + (i * wide + v) * LANES, s[i][v]);
            peak = MAX(s[i][v], peak);
        }
        peaks[v] = peak;
    }
}

// ---- outputs: out[query][c] = Σ weight[key][query] · v[key][c] · 1 / Σ weight[key][query]

struct FN(outputs) {
    const float *weights; // [keys][weights_stride], from the tile's first query on
    long weights_stride, keys;
    const float *values;
    long values_stride;
    const float *inverse_sums;
    float *const *rows; // where the tile's queries go
    long columns;       // how many are left from the tile's first column on
};

INLINE void FN(output_tile)(const int wide, const int tall, const struct FN(outputs) * job) {
    V sums[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++) sums[i][v] = 0;
    const float *weights = job->weights, *values = job->values;
    for (long key = 0; key < job->keys; key++) {
        V lanes[MOST_WIDE];
        UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(values + v * LANES);
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += lanes[v] * weights[i];
        weights += job->weights_stride;
        values += job->values_stride;
    }
    float *const *rows = job->rows;
    const float *inverse_sums = job->inverse_sums;
    const long columns = job->columns;
    UNROLL for (int i = 0; i < tall; i++) {
        UNROLL for (int v = 0; v < wide; v++) sums[i][v] *= inverse_sums[i];
        if (columns >= wide * LANES)
            UNROLL for (int v = 0; v < wide; v++) STORE(rows[i] + v * LANES, sums[i][v]);
        else
            UNROLL for (int v = 0; v < wide; v++)
                FN(store_part)(rows[i] + v * LANES, sums[i][v], columns - v * LANES);
    }
}

// ---- one function per tile

#define TILE(wide, tall)                                                             \
    static void FN(score_tile_##wide##_##tall)(const struct FN(scores) * job) {      \
        FN(score_tile)(wide, tall, job);                                             \
    }                                                                                \
    static void FN(output_tile_##wide##_##tall)(const struct FN(outputs) * job) {    \
        FN(output_tile)(wide, tall, job);                                            \
    }
TILES(TILE)
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(score_tile_##wide##_##tall),
static void (*const FN(score_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(const struct FN(scores) *) = {
    TILES(TILE)};
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(output_tile_##wide##_##tall),
static void (*const FN(output_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(const struct FN(outputs) *) = {
    TILES(TILE)};
#undef TILE
