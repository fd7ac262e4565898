#define KERNEL "depthwise.c"
#include "each_instruction_set.h"
#ifdef LANES

INLINE const float *FN(token)(ck_matrix x, ck_region region, long row, long column) {
    const long place = row * region.width + column;
    return x.start + (region.tokens ? region.tokens[place] : place) * x.stride;
}

// Vectors of channels that go along a row together: as many as their weights find registers for.
enum { FN(abreast) = REGISTERS / 16 };

// One row of the region, some vectors of channels, 3×3. A token is loaded once and goes into the sums of
// its left, own and right neighbour. A row outside the region is the middle row times zero.
INLINE void FN(row_3x3)(const int wide, const bool listed, ck_matrix x, const float *weights,
                        const float *bias, ck_region region, long row, long channel, ck_matrix y,
                        bool adding) {
    if (!listed) region.tokens = NULL; // known to the compiler: addresses go on by steps
    const long padded = (x.columns + 15) / 16 * 16;
    V w[3][3][FN(abreast)], before[FN(abreast)], here[FN(abreast)], after[FN(abreast)];
    long rows[3];
    UNROLL for (int dy = 0; dy < 3; dy++) {
        const bool exists = row + dy >= 1 && row + dy - 1 < region.height;
        rows[dy] = exists ? row + dy - 1 : row;
        UNROLL for (int dx = 0; dx < 3; dx++) UNROLL for (int v = 0; v < wide; v++) {
            const float *from = weights + (dy * 3 + dx) * padded + channel + v * LANES;
            w[dy][dx][v] = exists ? LOAD(from) : (V)0;
        }
    }
    UNROLL for (int v = 0; v < wide; v++)
        before[v] = here[v] = LOAD(bias + channel + v * LANES);
    for (long column = 0; column <= region.width; column++) {
        UNROLL for (int v = 0; v < wide; v++) after[v] = LOAD(bias + channel + v * LANES);
        if (column < region.width)
            UNROLL for (int dy = 0; dy < 3; dy++) {
                const float *token = FN(token)(x, region, rows[dy], column) + channel;
                UNROLL for (int v = 0; v < wide; v++) {
                    const V value = LOAD(token + v * LANES);
                    before[v] += value * w[dy][2][v];
                    here[v] += value * w[dy][1][v];
                    after[v] += value * w[dy][0][v];
                }
            }
        float *const to =
            column > 0 ? (float *)FN(token)(y, region, row, column - 1) + channel : NULL;
        UNROLL for (int v = 0; v < wide; v++) {
            if (to) {
                float *const place = to + v * LANES;
                const V sum = adding ? LOAD(place) + before[v] : before[v];
                if (wide > 1) STORE(place, sum); // all channels exist
                else FN(store_part)(place, sum, x.columns - channel);
            }
            before[v] = here[v];
            here[v] = after[v];
        }
    }
}

static void FN(depthwise_3x3)(ck_matrix x, const float *weights, const float *bias,
                              ck_region region, ck_matrix y, bool adding) {
    // Down the rows before across the channels: so two of the three rows are in the first cache.
    for (long channel = 0, wide; channel < x.columns; channel += wide * LANES) {
        wide = channel + FN(abreast) * LANES <= x.columns ? FN(abreast) : 1;
        for (long row = region.first_row; row < region.end_row; row++)
            if (wide == 1)
                FN(row_3x3)(1, true, x, weights, bias, region, row, channel, y, adding);
            else if (region.tokens)
                FN(row_3x3)(FN(abreast), true, x, weights, bias, region, row, channel, y, adding);
            else
                FN(row_3x3)(FN(abreast), false, x, weights, bias, region, row, channel, y, adding);
    }
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
