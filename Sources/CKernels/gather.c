#include <string.h>

#include "CKernels.h"

// Copies of a known size are moves, not calls: a patch of pixels is a dozen numbers a row.
#define COPY_WHILE(condition, floats)                     \
    for (; condition; to += (floats), from += (floats))   \
        memcpy(to, from, (floats) * sizeof(float)), count -= (floats)

static void copy(float *to, const float *from, long count) {
    if (count > 64) {
        memcpy(to, from, (size_t)count * sizeof(float));
        return;
    }
    COPY_WHILE(count >= 16, 16);
    COPY_WHILE(count >= 4, 4);
    COPY_WHILE(count > 0, 1);
}

static void clear(float *to, long count) { memset(to, 0, (size_t)count * sizeof(float)); }

void ck_gather_rows(ck_matrix x, const int32_t *tokens, long parts, ck_matrix y) {
    for (long row = 0; row < y.rows; row++)
        for (long part = 0; part < parts; part++) {
            const long token = tokens[row * parts + part];
            float *to = y.start + row * y.stride + part * x.columns;
            if (token < 0) clear(to, x.columns);
            else copy(to, x.start + token * x.stride, x.columns);
        }
}

void ck_scatter_rows(ck_matrix x, const int32_t *tokens, ck_matrix y) {
    for (long row = 0; row < x.rows; row++)
        copy(y.start + tokens[row] * y.stride, x.start + row * x.stride, x.columns);
}

// One row of a patch: `count` tokens from column `left` on, some of which may lie beside the map.
static void gather_run(ck_matrix x, long row, long left, long count, long width, float *to) {
    const long channels = x.columns;
    const long start = left < 0 ? 0 : left, end = left + count < width ? left + count : width;
    if (start >= end) {
        clear(to, count * channels);
        return;
    }
    if (start > left) clear(to, (start - left) * channels);
    if (end < left + count) clear(to + (end - left) * channels, (left + count - end) * channels);
    to += (start - left) * channels;
    const float *from = x.start + (row * width + start) * x.stride;
    if (x.stride == channels) copy(to, from, (end - start) * channels);
    else
        for (long column = start; column < end; column++, from += x.stride, to += channels)
            copy(to, from, channels);
}

void ck_gather_patches(ck_matrix x, ck_window window, long first, ck_matrix y) {
    const long width = window.width + 2 * window.padding + window.beyond;
    const long across = (width - window.kernel) / window.stride + 1;
    const long run = window.kernel * x.columns;
    for (long i = 0; i < y.rows; i++) {
        const long top = (first + i) / across * window.stride - window.padding;
        const long left = (first + i) % across * window.stride - window.padding;
        for (long ky = 0; ky < window.kernel; ky++) {
            float *to = y.start + i * y.stride + ky * run;
            if (top + ky < 0 || top + ky >= window.height) clear(to, run);
            else gather_run(x, top + ky, left, window.kernel, window.width, to);
        }
    }
}
