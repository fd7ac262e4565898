// y = x·Wᵀ + b by register tiles. The weights lie in panels, each a few vectors of outputs wide and
// all inputs deep, so that a tile reads them in order.
#define KERNEL "linear.c"
#include "each_instruction_set.h"
#ifdef LANES
#include "register_tiles.h"

// So few rows go through all layers together, each layer shared out by columns among the threads:
// then another one wrote them, or a part of their columns.
#define FEW_ROWS 64

// Inputs at a time: so much of a panel stays in the second cache while all rows pass by it.
enum { FN(deepest) = 512 };

struct FN(product) {
    const float *x; // `tall` rows
    long x_stride, inputs;
    const float *weights; // [inputs][wide vectors]
    const float *bias;    // or NULL
    float *const *y; // where the tile's rows go
    long columns;    // how many are left from the tile's first one on
    bool adding;
    const float *next; // weights to fetch meanwhile: right to the first cache, since on Zen 5
                       // fetching them to the second alone made the next product a tenth slower
};

INLINE void FN(product_tile)(const int wide, const int tall, const struct FN(product) * job) {
    V sums[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        sums[i][v] = job->bias ? LOAD(job->bias + v * LANES) : (V)0;
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
    float *const *y = job->y;
    const long columns = job->columns;
    if (job->adding)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(y[i] + v * LANES);
    if (columns >= wide * LANES)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            STORE(y[i] + v * LANES, sums[i][v]);
    else
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            FN(store_part)(y[i] + v * LANES, sums[i][v], columns - v * LANES);
}

#define TILE(wide, tall)                                                             \
    static void FN(product_tile_##wide##_##tall)(const struct FN(product) * job) {   \
        FN(product_tile)(wide, tall, job);                                           \
    }
TILES(TILE)
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(product_tile_##wide##_##tall),
static void (*const FN(product_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(const struct FN(product) *) = {
    TILES(TILE)};
#undef TILE

INLINE void FN(fetch)(ck_matrix x, long first, long count, long inputs) {
    const long end = first + count < x.rows ? first + count : x.rows;
    for (long row = first; row < end; row++)
        for (long c = 0; c < inputs; c += 16) __builtin_prefetch(x.start + row * x.stride + c);
}

// All rows by one panel, from one input on. Rows that no panel has met yet and that lie with another
// processor are fetched a tile ahead.
INLINE void FN(multiply_block)(ck_matrix x, long wide, struct FN(product) job, ck_matrix y,
                               ck_row_list to, bool is_far) {
    const long tallest = FN(tallest)[wide], tiles = (x.rows + tallest - 1) / tallest;
    float *rows[MOST_TALL];
    job.y = rows;
    if (is_far) FN(fetch)(x, 0, tallest, job.inputs);
    for (long tile = 0; tile < tiles; tile++) {
        // Tiles of nearly equal height: a last one of a single row would run at its latency.
        const long row = x.rows * tile / tiles, end = x.rows * (tile + 1) / tiles;
        if (is_far) FN(fetch)(x, end, tallest, job.inputs);
        job.x = x.start + row * x.stride;
        ONE_BY_ONE for (long i = row; i < end; i++)
            rows[i - row] = FN(row)(y, to, i);
        FN(product_tiles)[wide][end - row](&job);
        job.next += job.inputs / 4 * 32;
    }
}

static void FN(multiply)(ck_matrix x, const float *packed, const float *following,
                         const float *bias, ck_matrix y, ck_row_list to, bool adding) {
    const long vectors = (y.columns + LANES - 1) / LANES;
    const long panels = (vectors + FN(widest) - 1) / FN(widest);
    const long blocks = (x.columns + FN(deepest) - 1) / FN(deepest);
    const long depth = ((x.columns + blocks - 1) / blocks + 3) / 4 * 4;
    for (long panel = 0; panel < panels; panel++) {
        const long first = vectors * panel / panels, end = vectors * (panel + 1) / panels;
        const long wide = end - first;
        const float *weights = packed + first * LANES * x.columns;
        for (long input = 0; input < x.columns; input += depth) {
            const long inputs = x.columns - input < depth ? x.columns - input : depth;
            ck_matrix slice = x;
            slice.start += input;
            const float *end_of_block = weights + (input + inputs) * wide * LANES;
            const bool is_last = panel + 1 == panels && input + inputs == x.columns;
            const struct FN(product) job = {
                .x_stride = x.stride,
                .inputs = inputs,
                .weights = weights + input * wide * LANES,
                .bias = input == 0 ? bias + first * LANES : NULL,
                .columns = y.columns - first * LANES,
                .adding = adding || input > 0,
                .next = is_last ? following : end_of_block,
            };
            ck_matrix columns = y;
            columns.start += first * LANES;
            FN(multiply_block)(slice, wide, job, columns, to, panel == 0 && x.rows < FEW_ROWS);
        }
    }
}

static long FN(panels)(long outputs) {
    const long vectors = (outputs + LANES - 1) / LANES;
    return (vectors + FN(widest) - 1) / FN(widest);
}

static long FN(panel_row)(long outputs, long panel) {
    const long vectors = (outputs + LANES - 1) / LANES;
    const long row = vectors * panel / FN(panels)(outputs) * LANES;
    return row < outputs ? row : outputs;
}

// The rows of a panel end at their last number: nothing may be read behind it.
static void FN(pack_panel)(const float *rows, long inputs, long outputs, long panel, float *packed) {
    const long first = FN(panel_row)(outputs, panel), end = FN(panel_row)(outputs, panel + 1);
    const long count = end - first, vectors = (count + LANES - 1) / LANES;
    packed += first * inputs;
    for (long vector = 0; vector < vectors; vector++)
        for (long input = 0; input < inputs; input += LANES) {
            V lanes[LANES];
            for (int i = 0; i < LANES; i++) {
                float lane[LANES] = {0};
                const long row = vector * LANES + i, left = inputs - input;
                const size_t floats = row >= count ? 0 : left < LANES ? (size_t)left : LANES;
                memcpy(lane, rows + row * inputs + input, floats * sizeof(float));
                lanes[i] = LOAD(lane);
            }
            FN(transpose)(lanes);
            float *to = packed + vector * LANES;
            for (long i = 0; i < LANES && input + i < inputs; i++)
                STORE(to + (input + i) * vectors * LANES, lanes[i]);
        }
}

#else

// Which weights a thread multiplied by after others, the last time. A network goes through its layers
// in one order, so they are likely to be next again: their first panel is fetched while the others
// finish. Addresses are all that is kept. A wrong guess is fetched for nothing.
enum { SUCCESSIONS = 512 };

static _Thread_local struct {
    const float *from, *to;
} successions[SUCCESSIONS];
static _Thread_local const float *last_product;

static size_t succession(const float *packed) {
    return ((uintptr_t)packed / 64 * 0x9E3779B97F4A7C15) >> 55; // a multiplicative hash
}

static const float *following(const float *packed) {
    const size_t before = succession(last_product), now = succession(packed);
    if (last_product != packed) {
        successions[before].from = last_product;
        successions[before].to = packed;
        last_product = packed;
    }
    return successions[now].from == packed ? successions[now].to : packed;
}

size_t ck_linear_size(long inputs, long outputs) {
    return (size_t)(inputs * ((outputs + 15) / 16 * 16));
}

long ck_linear_panels(long outputs) { return BEST(panels)(outputs); }

long ck_linear_panel_row(long outputs, long panel) { return BEST(panel_row)(outputs, panel); }

void ck_linear_pack(const float *rows, long inputs, long outputs, long panel, float *packed) {
    BEST(pack_panel)(rows, inputs, outputs, panel, packed);
}

void ck_linear_apply(ck_matrix x, const float *packed, const float *bias, ck_matrix y, ck_row_list to,
                     bool adding) {
    BEST(multiply)(x, packed, following(packed), bias, y, to, adding);
}

#endif
