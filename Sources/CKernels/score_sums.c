// What is told of attention weights in a few numbers, without writing the weights anywhere.
#define KERNEL "score_sums.c"
#include "each_instruction_set.h"
#ifdef LANES

INLINE V FN(root)(V x) {
#if LANES == 16
    return (V)_mm512_sqrt_ps((__m512)x);
#elif LANES == 8
    return (V)_mm256_sqrt_ps((__m256)x);
#elif defined(__x86_64__)
    return (V)_mm_sqrt_ps((__m128)x);
#else
    UNROLL for (int i = 0; i < LANES; i++) x[i] = __builtin_sqrtf(x[i]);
    return x;
#endif
}

static void FN(score_sums)(ck_matrix scores, ck_matrix query_places, ck_matrix key_places,
                           ck_matrix sums) {
    const float log2e = 1.44269504f;
    for (long first = 0; first < scores.columns; first += LANES) {
        const V rows = LOAD(query_places.start + first);
        const V columns = LOAD(query_places.start + query_places.stride + first);
        V peak = -__builtin_inff();
        const float *score = scores.start + first;
        for (long key = 0; key < scores.rows; key++) {
            const V s = LOAD(score + key * scores.stride);
            peak = MAX(s, peak);
        }
        V total = 0, scored = 0, far = 0, placed = 0;
        const float *place = key_places.start;
        for (long key = 0; key < scores.rows; key++, place += key_places.stride) {
            const V s = LOAD(score + key * scores.stride) - peak;
            const V weight = FN(power_of_two)(s * log2e);
            const V down = rows - place[0], right = columns - place[1];
            const V here = weight * place[2];
            total += weight;
            scored += weight * s;
            far += here * FN(root)(down * down + right * right);
            placed += here;
        }
        const long left = scores.columns - first;
        float *to = sums.start + first;
        FN(store_part)(to, total, left);
        FN(store_part)(to + sums.stride, scored, left);
        FN(store_part)(to + 2 * sums.stride, far, left);
        FN(store_part)(to + 3 * sums.stride, placed, left);
    }
}

#else

void ck_score_sums(ck_matrix scores, ck_matrix query_places, ck_matrix key_places,
                   ck_matrix sums) {
    BEST(score_sums)(scores, query_places, key_places, sums);
}

#endif
