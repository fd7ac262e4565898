#define KERNEL "seeded.c"
#include "each_instruction_set.h"
#ifdef LANES

static void FN(seeded)(uint64_t state, uint64_t first, long count, double offset, double scale,
                       float *numbers) {
// Each operation rounds as it does anywhere else.
#pragma clang fp contract(off)
    for (long i = 0; i < count; i++) {
        uint64_t z = state + (first + (uint64_t)i + 1) * 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        z ^= z >> 31;
        const double u = (double)(int64_t)(z >> 11) * 0x1p-53;
        numbers[i] = (float)(offset + scale * (2 * u - 1));
    }
}

#else

void ck_seeded(uint64_t state, uint64_t first, long count, double offset, double scale,
               float *numbers) {
    BEST(seeded)(state, first, count, offset, scale, numbers);
}

#endif
