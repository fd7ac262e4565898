// Vectors of LANES floats by the compiler's own extensions: the same source serves AVX-512, AVX2,
// SSE2 and NEON. Included once per instruction set.
//
// Matrices and buffers end on readable memory for one more vector, so loads need no care at the end
// of a row; stores do.
typedef float FN(V) __attribute__((ext_vector_type(LANES)));
typedef int32_t FN(I) __attribute__((ext_vector_type(LANES)));
typedef float FN(unaligned) __attribute__((ext_vector_type(LANES), aligned(4)));

// Defined once: they mean the types of the instruction set at the place of use.
#ifndef V
#define V FN(V)
#define I FN(I)
#define INLINE static inline __attribute__((always_inline, unused))
#define UNROLL _Pragma("clang loop unroll(full)")
// For loops that make addresses: made in a vector, and read from it one by one, they come late.
#define ONE_BY_ONE _Pragma("clang loop vectorize(disable)")
#define LOAD(p) ((V) * (const FN(unaligned) *)(p))
#define STORE(p, v) (*(FN(unaligned) *)(p) = (v))
#define MAX(a, b) ((a) > (b) ? (a) : (b)) // the second, if one is not a number
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif

// One of the rows that a list names.
INLINE float *FN(row)(ck_matrix matrix, ck_row_list list, long i) {
    return matrix.start + (list.rows ? list.rows[i] : list.first + i) * matrix.stride;
}

INLINE void FN(store_part)(float *p, V v, long count) {
    if (count >= LANES) STORE(p, v);
    else
        for (long i = 0; i < count; i++) p[i] = v[i];
}

// All bits set in the lanes below `count`.
INLINE I FN(lanes_below)(long count) {
    I lane;
    UNROLL for (int i = 0; i < LANES; i++) lane[i] = i;
    return lane < (I)(int32_t)(count < 0 ? 0 : count < LANES ? count : LANES);
}

// Zeros in all lanes from `count` on.
INLINE V FN(keep)(V v, long count) { return FN(lanes_below)(count) ? v : (V)0; }

INLINE float FN(sum)(V v) {
    float s[LANES];
    STORE(s, v);
    UNROLL for (int width = LANES / 2; width; width /= 2)
        UNROLL for (int i = 0; i < width; i++) s[i] += s[i + width];
    return s[0];
}

// 2^x for x ≤ 0; relative error 2e-7. Not a number stays one.
INLINE V FN(power_of_two)(V x) {
#if LANES == 16
    const V f = (V)_mm512_reduce_ps((__m512)x, 0x01); // x − ⌊x⌋
    V p = 1.8775767e-3f * f + 8.9893397e-3f;
    p = p * f + 5.5826318e-2f;
    p = p * f + 2.4015361e-1f;
    p = p * f + 6.9315308e-1f;
    p = p * f + 9.9999994e-1f;
    return (V)_mm512_scalef_ps((__m512)p, (__m512)x); // p · 2^⌊x⌋
#else
    x = MAX((V)-126.f, x);
    const V rounded = x + 12582912.f; // 1.5 · 2^23: the sum's low bits are the nearest integer
    const I exponent = (I)rounded; // the bits
    const V f = x - (rounded - 12582912.f);
    V p = 1.327638949e-3f * f + 9.675540674e-3f;
    p = p * f + 5.550713529e-2f;
    p = p * f + 2.402211974e-1f;
    p = p * f + 6.931469669e-1f;
    p = p * f + 1.000000072f;
    return (V)((I)p + (exponent << 23));
#endif
}

// How LANES rows become columns: ever larger blocks change places between pairs of rows.
#define LOWER(lane, block) ((lane) & (block) ? LANES + (lane) - (block) : (lane))
#define UPPER(lane, block) ((lane) & (block) ? LANES + (lane) : (lane) + (block))
#define FOUR(which, block, lane) \
    which(lane, block), which(lane + 1, block), which(lane + 2, block), which(lane + 3, block)
#if LANES == 16
#define EACH_LANE(which, block) \
    FOUR(which, block, 0), FOUR(which, block, 4), FOUR(which, block, 8), FOUR(which, block, 12)
#define EACH_BLOCK(step) step(1) step(2) step(4) step(8)
#elif LANES == 8
#define EACH_LANE(which, block) FOUR(which, block, 0), FOUR(which, block, 4)
#define EACH_BLOCK(step) step(1) step(2) step(4)
#else
#define EACH_LANE(which, block) FOUR(which, block, 0)
#define EACH_BLOCK(step) step(1) step(2)
#endif

#define EXCHANGE(block)                                                          \
    UNROLL for (int i = 0; i < LANES; i++) if (!(i & block)) {                   \
        const V a = rows[i], b = rows[i + block];                                \
        rows[i] = __builtin_shufflevector(a, b, EACH_LANE(LOWER, block));         \
        rows[i + block] = __builtin_shufflevector(a, b, EACH_LANE(UPPER, block)); \
    }
INLINE void FN(transpose)(V *rows) { EACH_BLOCK(EXCHANGE) }

// Lane i of the result is the sum over row i: the transpose's columns, added as they appear.
#define EXCHANGE_AND_ADD(block)                                                \
    UNROLL for (int i = 0; i < LANES; i += 2 * block) {                        \
        const V a = rows[i], b = rows[i + block];                              \
        rows[i] = __builtin_shufflevector(a, b, EACH_LANE(LOWER, block))        \
                + __builtin_shufflevector(a, b, EACH_LANE(UPPER, block));       \
    }
INLINE V FN(row_sums)(V *rows) {
    EACH_BLOCK(EXCHANGE_AND_ADD)
    return rows[0];
}

// All lanes but the first of one vector, and the first of the next.
#define NEXT(lane, unused) (lane) + 1
INLINE V FN(next_lanes)(V a, V b) { return __builtin_shufflevector(a, b, EACH_LANE(NEXT, 0)); }
#undef NEXT
#undef LOWER
#undef UPPER
#undef FOUR
#undef EACH_LANE
#undef EACH_BLOCK
#undef EXCHANGE
#undef EXCHANGE_AND_ADD
