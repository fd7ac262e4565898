#define KERNEL "depthwise.c"
#include "each_instruction_set.h"
#ifdef LANES

INLINE const float *FN(token)(ck_matrix x, ck_region region, long row, long column) {
    const long place = row * region.width + column;
    return x.start + (region.tokens ? region.tokens[place] : place) * x.stride;
}

// One row of the region, LANES channels, 3×3. A token is loaded once and goes into the sums of its
// left, own and right neighbour. A row outside the region is the middle row times zero.
INLINE void FN(row_3x3)(ck_matrix x, const float *weights, long padded, V bias, ck_region region,
                        long row, long channel, ck_matrix y, bool adding) {
    V w[3][3];
    long rows[3];
    UNROLL for (int dy = 0; dy < 3; dy++) {
        const bool exists = row + dy >= 1 && row + dy - 1 < region.height;
        rows[dy] = exists ? row + dy - 1 : row;
        UNROLL for (int dx = 0; dx < 3; dx++)
            w[dy][dx] = exists ? LOAD(weights + (dy * 3 + dx) * padded) : (V)0;
    }
    V before = bias, here = bias;
    for (long column = 0; column < region.width; column++) {
        V after = bias;
        UNROLL for (int dy = 0; dy < 3; dy++) {
            const V value = LOAD(FN(token)(x, region, rows[dy], column) + channel);
            before += value * w[dy][2];
            here += value * w[dy][1];
            after += value * w[dy][0];
        }
        if (column > 0) {
            float *to = (float *)FN(token)(y, region, row, column - 1) + channel;
            FN(store_part)(to, adding ? LOAD(to) + before : before, x.columns - channel);
        }
        before = here;
        here = after;
    }
    float *to = (float *)FN(token)(y, region, row, region.width - 1) + channel;
    FN(store_part)(to, adding ? LOAD(to) + before : before, x.columns - channel);
}

static void FN(depthwise_3x3)(ck_matrix x, const float *weights, const float *bias,
                              ck_region region, ck_matrix y, bool adding) {
    const long padded = (x.columns + 15) / 16 * 16;
    for (long row = region.first_row; row < region.end_row; row++)
        for (long channel = 0; channel < x.columns; channel += LANES)
            FN(row_3x3)(x, weights + channel, padded, LOAD(bias + channel), region, row, channel, y,
                        adding);
}

// One token, LANES channels, any odd window.
INLINE V FN(window_sum)(ck_matrix x, const float *weights, long padded, long kernel,
                        ck_region region, long row, long column, long channel) {
    V sum = 0;
    for (long ky = 0; ky < kernel; ky++) {
        const long from = row + ky - kernel / 2;
        if (from < 0 || from >= region.height) continue;
        for (long kx = 0; kx < kernel; kx++) {
            const long at = column + kx - kernel / 2;
            if (at < 0 || at >= region.width) continue;
            sum += LOAD(FN(token)(x, region, from, at) + channel)
                 * LOAD(weights + (ky * kernel + kx) * padded + channel);
        }
    }
    return sum;
}

static void FN(depthwise)(ck_matrix x, const float *weights, const float *bias, long kernel,
                          ck_region region, ck_matrix y, bool adding) {
    const long padded = (x.columns + 15) / 16 * 16;
    if (kernel == 3) {
        FN(depthwise_3x3)(x, weights, bias, region, y, adding);
        return;
    }
    for (long row = region.first_row; row < region.end_row; row++)
        for (long column = 0; column < region.width; column++) {
            float *to = (float *)FN(token)(y, region, row, column);
            for (long j = 0; j < x.columns; j += LANES) {
                const V sum = LOAD(bias + j)
                            + FN(window_sum)(x, weights, padded, kernel, region, row, column, j);
                FN(store_part)(to + j, adding ? LOAD(to + j) + sum : sum, x.columns - j);
            }
        }
}

#else

void ck_depthwise(ck_matrix x, const float *weights, const float *bias, long kernel,
                  ck_region region, ck_matrix y, bool adding) {
    BEST(depthwise)(x, weights, bias, kernel, region, y, adding);
}

#endif
