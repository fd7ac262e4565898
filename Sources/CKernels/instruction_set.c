#include "CKernels.h"

static _Thread_local int forced = -1;

static enum ck_instruction_set best(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return CK_AVX512;
    if (__builtin_cpu_supports("x86-64-v3")) return CK_AVX2;
#endif
    return CK_BASELINE;
}

static enum ck_instruction_set available;
__attribute__((constructor)) static void look(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    available = best();
}

enum ck_instruction_set ck_instruction_set(void) {
    return forced >= 0 && forced < (int)available ? (enum ck_instruction_set)forced : available;
}

void ck_force_instruction_set(int set) { forced = set; }
