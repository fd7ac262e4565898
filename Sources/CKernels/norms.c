#define KERNEL "norms.c"
#include "each_instruction_set.h"
#ifdef LANES

// Sums run in four vectors: one would wait for itself.
INLINE float FN(row_sum)(const float *x, long columns) {
    V s[4] = {0};
    long j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES)
        UNROLL for (int i = 0; i < 4; i++) s[i] += LOAD(x + j + i * LANES);
    for (; j < columns; j += LANES) s[0] += FN(keep)(LOAD(x + j), columns - j);
    return FN(sum)((s[0] + s[1]) + (s[2] + s[3]));
}

INLINE float FN(row_squares)(const float *x, long columns, float mean) {
    V s[4] = {0};
    long j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES)
        UNROLL for (int i = 0; i < 4; i++) {
            const V d = LOAD(x + j + i * LANES) - mean;
            s[i] += d * d;
        }
    for (; j < columns; j += LANES) {
        const V d = FN(keep)(LOAD(x + j) - mean, columns - j);
        s[0] += d * d;
    }
    return FN(sum)((s[0] + s[1]) + (s[2] + s[3]));
}

static void FN(layer_norm)(ck_matrix x, const float *scale, const float *shift, float epsilon,
                           ck_matrix y) {
    const long columns = x.columns;
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        float *to = y.start + row * y.stride;
        const float mean = FN(row_sum)(from, columns) / (float)columns;
        const float variance = FN(row_squares)(from, columns, mean) / (float)columns;
        const float factor = 1 / __builtin_sqrtf(variance + epsilon);
        long j = 0;
        for (; j + LANES <= columns; j += LANES)
            STORE(to + j, (LOAD(from + j) - mean) * (LOAD(scale + j) * factor) + LOAD(shift + j));
        if (j < columns)
            FN(store_part)(
                to + j, (LOAD(from + j) - mean) * (LOAD(scale + j) * factor) + LOAD(shift + j),
                columns - j);
    }
}

static void FN(scale_and_shift)(ck_matrix x, const float *scale, const float *shift, ck_matrix y) {
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        float *to = y.start + row * y.stride;
        for (long j = 0; j < x.columns; j += LANES)
            FN(store_part)(to + j, LOAD(from + j) * LOAD(scale + j) + LOAD(shift + j),
                           x.columns - j);
    }
}

#else

void ck_layer_norm(ck_matrix x, const float *scale, const float *shift, float epsilon,
                   ck_matrix y) {
    BEST(layer_norm)(x, scale, shift, epsilon, y);
}

void ck_scale_and_shift(ck_matrix x, const float *scale, const float *shift, ck_matrix y) {
    BEST(scale_and_shift)(x, scale, shift, y);
}

#endif
