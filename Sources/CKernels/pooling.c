#define KERNEL "pooling.c"
#include "each_instruction_set.h"
#ifdef LANES

static void FN(average_pool)(ck_matrix x, long width, long side, long first, ck_matrix y) {
    const long across = width / side;
    const float factor = 1.f / (float)(side * side);
    for (long i = 0; i < y.rows; i++) {
        const long top = (first + i) / across * side, left = (first + i) % across * side;
        const float *square = x.start + (top * width + left) * x.stride;
        float *to = y.start + i * y.stride;
        for (long j = 0; j < y.columns; j += LANES) {
            V sum = 0;
            for (long r = 0; r < side; r++)
                for (long c = 0; c < side; c++) sum += LOAD(square + (r * width + c) * x.stride + j);
            FN(store_part)(to + j, sum * factor, y.columns - j);
        }
    }
}

static void FN(maximum_pool)(ck_matrix x, ck_window window, long first, ck_matrix y) {
    const long across = (window.width + 2 * window.padding - window.kernel) / window.stride + 1;
    for (long i = 0; i < y.rows; i++) {
        const long top = (first + i) / across * window.stride - window.padding;
        const long left = (first + i) % across * window.stride - window.padding;
        const long end = MIN(top + window.kernel, window.height);
        const long right = MIN(left + window.kernel, window.width);
        float *to = y.start + i * y.stride;
        for (long j = 0; j < y.columns; j += LANES) {
            V largest = -__builtin_inff();
            for (long r = MAX(top, 0); r < end; r++)
                for (long c = MAX(left, 0); c < right; c++) {
                    const V value = LOAD(x.start + (r * window.width + c) * x.stride + j);
                    largest = MAX(largest, value);
                }
            FN(store_part)(to + j, largest, y.columns - j);
        }
    }
}

#else

void ck_average_pool(ck_matrix x, long width, long side, long first, ck_matrix y) {
    BEST(average_pool)(x, width, side, first, y);
}

void ck_maximum_pool(ck_matrix x, ck_window window, long first, ck_matrix y) {
    BEST(maximum_pool)(x, window, first, y);
}

#endif
