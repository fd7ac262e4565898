#define KERNEL "rows.c"
#include "each_instruction_set.h"
#ifdef LANES

static void FN(add)(ck_matrix x, ck_matrix y) {
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        float *to = y.start + row * y.stride;
        for (long j = 0; j < x.columns; j += LANES)
            FN(store_part)(to + j, LOAD(to + j) + LOAD(from + j), x.columns - j);
    }
}

// Rows that begin on a cache line go past the caches: nothing is read to be overwritten, and what the
// caches hold stays there.
static void FN(copy_past_caches)(ck_matrix x, ck_matrix y) {
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        float *to = y.start + row * y.stride;
        long j = 0;
        if ((uintptr_t)to % sizeof(V) == 0)
            for (; j + LANES <= x.columns; j += LANES)
                __builtin_nontemporal_store(LOAD(from + j), (V *)(to + j));
        for (; j < x.columns; j += LANES) FN(store_part)(to + j, LOAD(from + j), x.columns - j);
    }
}

static void FN(row_norms)(ck_matrix x, float *norms) {
    for (long row = 0; row < x.rows; row++) {
        const float *from = x.start + row * x.stride;
        V squares = 0;
        for (long j = 0; j < x.columns; j += LANES) {
            const V value = FN(keep)(LOAD(from + j), x.columns - j);
            squares += value * value;
        }
        norms[row] = __builtin_sqrtf(FN(sum)(squares));
    }
}

static void FN(mean_of_rows)(ck_matrix x, float *means) {
    for (long j = 0; j < x.columns; j += LANES) {
        V sum = 0;
        for (long row = 0; row < x.rows; row++) sum += LOAD(x.start + row * x.stride + j);
        FN(store_part)(means + j, sum / (float)x.rows, x.columns - j);
    }
}

#else

void ck_add(ck_matrix x, ck_matrix y) { BEST(add)(x, y); }

void ck_row_norms(ck_matrix x, float *norms) { BEST(row_norms)(x, norms); }

void ck_mean_of_rows(ck_matrix x, float *means) { BEST(mean_of_rows)(x, means); }

void ck_copy(ck_matrix x, ck_matrix y) {
    for (long row = 0; row < x.rows; row++)
        memcpy(y.start + row * y.stride, x.start + row * x.stride,
               (size_t)x.columns * sizeof(float));
}

void ck_copy_past_caches(ck_matrix x, ck_matrix y) {
    BEST(copy_past_caches)(x, y);
    // Such stores may pass later ones; a thread that is told of them must find them.
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#endif
