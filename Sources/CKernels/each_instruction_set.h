// Compiles a kernel once for each instruction set; the best one that the processor has runs.
//
// A kernel's file names itself, includes this header, and has two parts: the first is compiled once
// per instruction set, the second once.
//
//     #define KERNEL "relu.c"
//     #include "each_instruction_set.h"
//     #ifdef LANES
//     static void FN(relu)(float *x, long count) { … vectors of LANES floats … }
//     #else
//     void ck_relu(float *x, long count) { BEST(relu)(x, count); }
//     #endif
//
// Why not target_clones: the loops below are written for a number of lanes and of registers, which
// differ; helpers that are inlined take the instruction set of their caller; and a test can ask for
// each set, which it cannot with a choice that the loader makes.
#ifndef LANES

#include <stdint.h>
#include <string.h>

#include "CKernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// REGISTERS: how many vectors fit.
#if defined(__x86_64__)

#define LANES 16
#define REGISTERS 32
#define FN(name) name##_avx512
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#pragma clang attribute push(__attribute__((min_vector_width(512))), apply_to = function)
#include "vectors.h"
#include KERNEL
#pragma clang attribute pop
#pragma clang attribute pop
#undef LANES
#undef REGISTERS
#undef FN

#define LANES 8
#define REGISTERS 16
#define FN(name) name##_avx2
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "vectors.h"
#include KERNEL
#pragma clang attribute pop
#undef LANES
#undef REGISTERS
#undef FN

#endif

#define LANES 4
#if defined(__x86_64__)
#define REGISTERS 16
#else
#define REGISTERS 32
#endif
#define FN(name) name##_baseline
#include "vectors.h"
#include KERNEL
#undef LANES
#undef REGISTERS
#undef FN

#if defined(__x86_64__)
#define BEST(name)                                                                   \
    (ck_instruction_set() == CK_AVX512 ? name##_avx512                               \
     : ck_instruction_set() == CK_AVX2 ? name##_avx2                                 \
                                       : name##_baseline)
#else
#define BEST(name) name##_baseline
#endif

#endif
