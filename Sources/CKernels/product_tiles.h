// The register tiles of y = x·Wᵀ + b, in two kinds. Included once per instruction set.
//
// A plain tile multiplies and adds: Σ x[c] · w[c].
//
// A folded tile takes inputs in threes. Of the first two, a and b, it has one product instead of two:
//     x[a] · w[a] + x[b] · w[b] = (x[a] + w[b]) · (x[b] + w[a]) − x[a] · x[b] − w[a] · w[b]
// The last two terms, summed over all pairs, are one number for a row and one for an output, made once
// (S. Winograd, A new algorithm for inner product, IEEE Transactions on Computers C-17, 1968). The
// additions cost nothing where units of their own make them, beside those that multiply, as on AMD's
// Zen: with the third input multiplied as ever, both kinds are busy, and three inputs take the time of
// two.
//
// Sums lose as many digits as the numbers of x and of W differ in size. So outputs are divided by a
// power of two when packed, rows of x that lie far off by another one, and results multiplied by both.

struct FN(product) {
    const float *x; // `tall` rows
    long x_stride, inputs;
    const float *weights; // [inputs][wide vectors]
    const float *bias;
    float *const *y; // the rows of the tile
    long column;     // its first one
    long columns;    // how many are left from there on
    bool adding;
    // Weights to fetch meanwhile: right to the first cache, since on Zen 5 fetching them to the second
    // alone made the next product a tenth slower. And how many in the time of three inputs: 16 or 32.
    const float *next;
    long ahead;
    // Of folded tiles alone: what sums begin with, and what one in the packed numbers stands for.
    const float *beginnings;   // −Σ w[a] · w[b] of each output
    const float *units;        // of each output
    const float *x_beginnings; // −Σ x[a] · x[b] of each row
    const float *x_units;      // of each row, or NULL if they are 1
};

INLINE void FN(write_tile)(const int wide, const int tall, V sums[MOST_TALL][MOST_WIDE],
                           const struct FN(product) * job) {
    float *const *y = job->y;
    const long column = job->column, columns = job->columns;
    if (job->adding)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(y[i] + column + v * LANES);
    if (columns >= wide * LANES)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            STORE(y[i] + column + v * LANES, sums[i][v]);
    else
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            FN(store_part)(y[i] + column + v * LANES, sums[i][v], columns - v * LANES);
}

INLINE void FN(plain_tile)(const int wide, const int tall, const struct FN(product) * job) {
    V sums[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        sums[i][v] = LOAD(job->bias + v * LANES);
    const float *x = job->x, *weights = job->weights, *next = job->next;
    const long x_stride = job->x_stride, inputs = job->inputs;
    long c = 0;
    for (; c + 4 <= inputs; c += 4, next += 32) {
        __builtin_prefetch(next);
        __builtin_prefetch(next + 16);
        UNROLL for (int step = 0; step < 4; step++, x++, weights += wide * LANES) {
            V lanes[MOST_WIDE];
            UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(weights + v * LANES);
            UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
                sums[i][v] += lanes[v] * x[i * x_stride];
        }
    }
    _Pragma("clang loop unroll(disable)")
    for (; c < inputs; c++, x++, weights += wide * LANES)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(weights + v * LANES) * x[i * x_stride];
    FN(write_tile)(wide, tall, sums, job);
}

#define TILE(wide, tall)                                                           \
    static void FN(plain_tile_##wide##_##tall)(const struct FN(product) * job) {   \
        FN(plain_tile)(wide, tall, job);                                           \
    }
TILES(TILE)
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(plain_tile_##wide##_##tall),
static void (*const FN(plain_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(const struct FN(product) *) = {
    TILES(TILE)};
#undef TILE

INLINE void FN(folded_tile)(const int wide, const int tall, const struct FN(product) * job) {
    V sums[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        sums[i][v] = LOAD(job->beginnings + v * LANES) + job->x_beginnings[i];
    const float *x = job->x, *weights = job->weights, *next = job->next;
    const long x_stride = job->x_stride, inputs = job->inputs, ahead = job->ahead;
    long c = 0;
    for (; c + 3 <= inputs; c += 3, x += 3, weights += 3 * wide * LANES, next += ahead) {
        __builtin_prefetch(next);
        if (ahead > 16) __builtin_prefetch(next + 16);
        V for_a[MOST_WIDE], for_b[MOST_WIDE], lanes[MOST_WIDE];
        UNROLL for (int v = 0; v < wide; v++) for_a[v] = LOAD(weights + v * LANES);
        UNROLL for (int v = 0; v < wide; v++) for_b[v] = LOAD(weights + (wide + v) * LANES);
        UNROLL for (int i = 0; i < tall; i++) {
            const V a = (V)x[i * x_stride], b = (V)x[i * x_stride + 1];
            UNROLL for (int v = 0; v < wide; v++) sums[i][v] += (a + for_b[v]) * (b + for_a[v]);
        }
        UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(weights + (2 * wide + v) * LANES);
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += lanes[v] * x[i * x_stride + 2];
    }
    _Pragma("clang loop unroll(disable)")
    for (; c < inputs; c++, x++, weights += wide * LANES)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(weights + v * LANES) * x[i * x_stride];
    if (job->x_units)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] *= job->x_units[i];
    UNROLL for (int v = 0; v < wide; v++) {
        const V unit = LOAD(job->units + v * LANES), bias = LOAD(job->bias + v * LANES);
        UNROLL for (int i = 0; i < tall; i++) sums[i][v] = sums[i][v] * unit + bias;
    }
    FN(write_tile)(wide, tall, sums, job);
}

#define TILE(wide, tall)                                                            \
    static void FN(folded_tile_##wide##_##tall)(const struct FN(product) * job) {   \
        FN(folded_tile)(wide, tall, job);                                           \
    }
FOLDED_TILES(TILE)
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(folded_tile_##wide##_##tall),
static void (*const FN(folded_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(const struct FN(product) *) = {
    FOLDED_TILES(TILE)};
#undef TILE
