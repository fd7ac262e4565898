#include "CKernels.h"

static _Thread_local int forced = -1;

static enum ck_instruction_set best(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return CK_AVX512;
    if (__builtin_cpu_supports("x86-64-v3")) return CK_AVX2;
#endif
    return CK_BASELINE;
}

// AMD's Zen has two units that multiply and add, and beside them two that add (measured on Zen 5);
// Intel's processors add in those that multiply.
static bool adds_beside_products(void) {
#if defined(__x86_64__)
    return __builtin_cpu_is("amd");
#else
    return false;
#endif
}

static enum ck_instruction_set available;
static bool adds_apart;
__attribute__((constructor)) static void look(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    available = best();
    adds_apart = adds_beside_products();
}

enum ck_instruction_set ck_instruction_set(void) {
    return forced >= 0 && forced < (int)available ? (enum ck_instruction_set)forced : available;
}

void ck_force_instruction_set(int set) { forced = set; }

static _Thread_local int forced_folding = -1;

bool ck_folds(void) {
    return forced_folding >= 0 ? forced_folding : adds_apart && ck_instruction_set() == CK_AVX512;
}

void ck_force_folding(int folds) { forced_folding = folds; }
