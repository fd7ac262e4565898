#define KERNEL "depthwise.c"
#include "each_instruction_set.h"
#ifdef LANES

// Vectors of channels that go along a row together: as many as their weights find registers for.
enum { FN(abreast) = REGISTERS / 16 };

// One row of the map, or zeros outside it.
struct FN(line) {
    const float *start;
    const int32_t *tokens; // or NULL, if they lie one after another
    long stride;
};

INLINE struct FN(line) FN(line)(ck_matrix x, ck_region region, long row, long channel) {
    static const float zeros[FN(abreast) * LANES];
    if (row < 0 || row >= region.height) return (struct FN(line)){zeros, NULL, 0};
    const long first = row * region.width;
    if (region.tokens)
        return (struct FN(line)){x.start + channel, region.tokens + first, x.stride};
    return (struct FN(line)){x.start + first * x.stride + channel, NULL, x.stride};
}

INLINE const float *FN(place)(struct FN(line) line, long column) {
    return line.start + (line.tokens ? line.tokens[column] : column) * line.stride;
}

// Some vectors of channels, 3×3, of one row. A token is loaded once and goes into the sums of its left,
// own and right neighbour.
INLINE void FN(row_3x3)(const int wide, V w[3][3][FN(abreast)], const float *bias,
                        const struct FN(line) lines[3], struct FN(line) to, long width, long channels,
                        bool adding) {
    V before[FN(abreast)], here[FN(abreast)], after[FN(abreast)];
    UNROLL for (int v = 0; v < wide; v++) before[v] = here[v] = LOAD(bias + v * LANES);
    for (long column = 0; column <= width; column++) {
        UNROLL for (int v = 0; v < wide; v++) after[v] = LOAD(bias + v * LANES);
        if (column < width)
            UNROLL for (int dy = 0; dy < 3; dy++) {
                const float *token = FN(place)(lines[dy], column);
                UNROLL for (int v = 0; v < wide; v++) {
                    const V value = LOAD(token + v * LANES);
                    before[v] += value * w[dy][2][v];
                    here[v] += value * w[dy][1][v];
                    after[v] += value * w[dy][0][v];
                }
            }
        float *const sums = column > 0 ? (float *)FN(place)(to, column - 1) : NULL;
        UNROLL for (int v = 0; v < wide; v++) {
            if (sums) {
                float *const place = sums + v * LANES;
                const V sum = adding ? LOAD(place) + before[v] : before[v];
                if (wide > 1) STORE(place, sum); // all channels exist
                else FN(store_part)(place, sum, channels);
            }
            before[v] = here[v];
            here[v] = after[v];
        }
    }
}

// `listed`: whether tokens are; if not, the compiler may know that none is.
INLINE void FN(rows_3x3)(const int wide, const bool listed, ck_matrix x, const float *weights,
                         const float *bias, ck_region region, long channel, ck_matrix y,
                         bool adding) {
    const long padded = (x.columns + 15) / 16 * 16;
    V w[3][3][FN(abreast)];
    UNROLL for (int dy = 0; dy < 3; dy++) UNROLL for (int dx = 0; dx < 3; dx++)
        UNROLL for (int v = 0; v < wide; v++)
            w[dy][dx][v] = LOAD(weights + (dy * 3 + dx) * padded + channel + v * LANES);
    for (long row = region.first_row; row < region.end_row; row++) {
        struct FN(line) lines[3], to = FN(line)(y, region, row - region.first_row, channel);
        UNROLL for (int dy = 0; dy < 3; dy++) {
            lines[dy] = FN(line)(x, region, row + dy - 1, channel);
            if (!listed) lines[dy].tokens = to.tokens = NULL;
        }
        FN(row_3x3)(wide, w, bias + channel, lines, to, region.width, x.columns - channel, adding);
    }
}

static void FN(depthwise_3x3)(ck_matrix x, const float *weights, const float *bias,
                              ck_region region, ck_matrix y, bool adding) {
    // Down the rows before across the channels: so two of the three rows are in the first cache.
    for (long channel = 0, wide; channel < x.columns; channel += wide * LANES) {
        wide = channel + FN(abreast) * LANES <= x.columns ? FN(abreast) : 1;
        if (wide == 1) FN(rows_3x3)(1, true, x, weights, bias, region, channel, y, adding);
        else if (region.tokens)
            FN(rows_3x3)(FN(abreast), true, x, weights, bias, region, channel, y, adding);
        else FN(rows_3x3)(FN(abreast), false, x, weights, bias, region, channel, y, adding);
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
            sum += LOAD(FN(place)(FN(line)(x, region, from, channel), at))
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
            const struct FN(line) line = FN(line)(y, region, row - region.first_row, 0);
            float *to = (float *)FN(place)(line, column);
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
