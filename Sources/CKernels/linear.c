// y = x·Wᵀ + b by register tiles.
#define KERNEL "linear.c"
#include "each_instruction_set.h"
#ifdef LANES
#include "register_tiles.h"
#include "product_layout.h"
#include "product_tiles.h"
#include "pair_sums.h"
#include "product_units.h"
#include "product_packing.h"
#include "far_rows.h"
#include "row_sizes.h"

// All rows by one panel. Rows that lie with another processor are fetched a tile ahead.
INLINE void FN(multiply_panel)(ck_matrix x, long wide, long tallest,
                               const struct FN(row_sizes) * sizes, struct FN(product) job,
                               float *const *y, bool is_far) {
    // Tiles of nearly equal height: a last one of a single row would run at its latency.
    const long tiles = (x.rows + tallest - 1) / tallest, height = x.rows / tiles;
    const long higher = x.rows % tiles;
    const bool folds = job.units != NULL;
    job.x_stride = x.stride;
    job.ahead = tiles < 9 ? 32 : 16;
    if (is_far) FN(fetch)(x, 0, tallest);
    for (long tile = 0, row = 0; tile < tiles; tile++) {
        const long end = row + height + (tile < higher);
        if (is_far) FN(fetch)(x, end, tallest);
        job.x = x.start + row * x.stride;
        job.y = y + row;
        if (folds) {
            job.x_beginnings = sizes->beginnings + row;
            job.x_units = sizes->differ ? sizes->units + row : NULL;
            FN(folded_tiles)[wide][end - row](&job);
            job.next += job.inputs / 3 * job.ahead;
        } else {
            FN(plain_tiles)[wide][end - row](&job);
            job.next += job.inputs / 4 * 32;
        }
        row = end;
    }
}

static void FN(multiply_rows)(ck_matrix x, struct FN(layout) layout, const float *packed,
                              const float *following, const float *bias, float *const *y,
                              long columns, bool adding) {
    static const float zeros[MOST_WIDE * LANES];
    for (long index = 0; index < layout.blocks; index++) {
        const struct FN(block) block = FN(block)(layout, packed, index);
        ck_matrix slice = x;
        slice.start += block.first;
        slice.columns = block.inputs;
        const bool is_far = FN(are_far)(x);
        struct FN(row_sizes) sizes;
        if (layout.folds) slice = FN(measure)(slice, is_far, &sizes);
        for (long panel = 0; panel < layout.panels; panel++) {
            const long first = FN(vector)(layout, panel), wide = FN(vector)(layout, panel + 1) - first;
            const float *weights = FN(panel)(layout, block, panel);
            const float *behind = weights + block.inputs * wide * LANES;
            const bool is_last = index + 1 == layout.blocks && panel + 1 == layout.panels;
            const struct FN(product) job = {
                .inputs = block.inputs,
                .weights = weights,
                .bias = index == 0 ? bias + first * LANES : zeros,
                .column = first * LANES,
                .columns = columns - first * LANES,
                .adding = adding || index > 0,
                .next = is_last ? following : layout.folds ? behind + 2 * wide * LANES : behind,
                .beginnings = layout.folds ? behind : NULL,
                .units = layout.folds ? behind + wide * LANES : NULL,
            };
            FN(multiply_panel)(slice, wide, layout.tallest[wide], &sizes, job, y,
                               is_far && panel == 0 && !layout.folds);
        }
    }
}

static void FN(multiply)(ck_matrix x, const float *packed, const float *following,
                         const float *bias, ck_matrix y, ck_row_list to, bool adding, bool folds) {
    const struct FN(layout) layout = FN(layout)(x.columns, y.columns, folds);
    for (long first = 0; first < x.rows; first += FN(most_rows)) {
        ck_matrix some = x;
        some.start += first * x.stride;
        some.rows = MIN(x.rows - first, FN(most_rows));
        float *rows[FN(most_rows)];
        ONE_BY_ONE for (long i = 0; i < some.rows; i++) rows[i] = FN(row)(y, to, first + i);
        FN(multiply_rows)(some, layout, packed, following, bias, rows, y.columns, adding);
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
    return BEST(size)(inputs, outputs, ck_folds());
}

long ck_linear_panels(long outputs) { return BEST(panels)(outputs, ck_folds()); }

long ck_linear_panel_row(long outputs, long panel) {
    return BEST(panel_row)(outputs, panel, ck_folds());
}

void ck_linear_pack(const float *rows, long inputs, long outputs, long panel, float *packed) {
    BEST(pack_panel)(rows, inputs, outputs, panel, packed, ck_folds());
}

void ck_linear_apply(ck_matrix x, const float *packed, const float *bias, ck_matrix y, ck_row_list to,
                     bool adding) {
    BEST(multiply)(x, packed, following(packed), bias, y, to, adding, ck_folds());
}

#endif
