#define KERNEL "norms.c"
#include "each_instruction_set.h"
#ifdef LANES

// Sums of a row, lane by lane, in four vectors: one would wait for itself.
INLINE V FN(lane_sums)(const float *x, long columns) {
    V s[4] = {0};
    long j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES)
        UNROLL for (int i = 0; i < 4; i++) s[i] += LOAD(x + j + i * LANES);
    for (; j + LANES <= columns; j += LANES) s[0] += LOAD(x + j);
    if (j < columns) s[1] += FN(keep)(LOAD(x + j), columns - j);
    return (s[0] + s[1]) + (s[2] + s[3]);
}

INLINE V FN(lane_squares)(const float *x, long columns, float mean) {
    V s[4] = {0};
    long j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES)
        UNROLL for (int i = 0; i < 4; i++) {
            const V d = LOAD(x + j + i * LANES) - mean;
            s[i] += d * d;
        }
    for (; j + LANES <= columns; j += LANES) {
        const V d = LOAD(x + j) - mean;
        s[0] += d * d;
    }
    if (j < columns) {
        const V d = FN(keep)(LOAD(x + j) - mean, columns - j);
        s[1] += d * d;
    }
    return (s[0] + s[1]) + (s[2] + s[3]);
}

// Several rows at once, whose sums, roots and quotients are made together: as many as a vector has
// lanes, or so few that all of them stay in the first cache.
static void FN(layer_norm)(ck_matrix x, ck_row_list from, const float *scale, const float *shift,
                           float epsilon, ck_matrix y) {
    const long columns = x.columns, most = columns <= 256 ? LANES : LANES / 2;
    for (long first = 0; first < from.count; first += most) {
        const long count = from.count - first < most ? from.count - first : most;
        const float *starts[LANES];
        ONE_BY_ONE for (long i = 0; i < count; i++) starts[i] = FN(row)(x, from, first + i);
        float means[LANES], factors[LANES];
        V rows[LANES] = {0};
        for (long i = 0; i < count; i++)
            rows[i] = FN(lane_sums)(starts[i], columns);
        STORE(means, FN(row_sums)(rows) / (float)columns);
        for (long i = 0; i < count; i++)
            rows[i] = FN(lane_squares)(starts[i], columns, means[i]);
        const V variances = FN(row_sums)(rows) / (float)columns;
        STORE(factors, 1 / __builtin_elementwise_sqrt(variances + epsilon));
        for (long i = 0; i < count; i++) {
            const float *x = starts[i];
            float *to = y.start + (first + i) * y.stride;
            const float mean = means[i], factor = factors[i];
            long j = 0;
            for (; j + LANES <= columns; j += LANES)
                STORE(to + j,
                      (LOAD(x + j) - mean) * (LOAD(scale + j) * factor) + LOAD(shift + j));
            if (j < columns)
                FN(store_part)(
                    to + j, (LOAD(x + j) - mean) * (LOAD(scale + j) * factor) + LOAD(shift + j),
                    columns - j);
        }
    }
}

static void FN(scale_and_shift)(ck_matrix x, ck_row_list list, const float *scale,
                                const float *shift, ck_matrix y) {
    for (long row = 0; row < list.count; row++) {
        const float *from = FN(row)(x, list, row);
        float *to = y.start + row * y.stride;
        for (long j = 0; j < x.columns; j += LANES)
            FN(store_part)(to + j, LOAD(from + j) * LOAD(scale + j) + LOAD(shift + j),
                           x.columns - j);
    }
}

#else

void ck_layer_norm(ck_matrix x, ck_row_list from, const float *scale, const float *shift,
                   float epsilon, ck_matrix y) {
    BEST(layer_norm)(x, from, scale, shift, epsilon, y);
}

void ck_scale_and_shift(ck_matrix x, ck_row_list from, const float *scale, const float *shift,
                        ck_matrix y) {
    BEST(scale_and_shift)(x, from, scale, shift, y);
}

#endif
