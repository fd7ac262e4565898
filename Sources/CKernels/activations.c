#define KERNEL "activations.c"
#include "each_instruction_set.h"
#ifdef LANES

// With neither exponential nor division: gelu(x) = max(x, 0) − h(|x|), h(a) = a/2 · erfc(a/√2),
// which is nothing beyond 5.5.
#if LANES == 16

// In each of 16 pieces of 0...5.5, h is a polynomial of degree 4 of the place in the piece, 0..<1. A
// lane finds the coefficients of its piece in a register of all pieces'.
static const float FN(gelu_pieces)[5][LANES] = {
    {8.621308953e-04f, 4.473403678e-04f, -9.748205775e-05f, -4.502034571e-04f,
     -4.900954082e-04f, -3.200423671e-04f, -1.162354747e-04f, 1.267826156e-05f,
     5.503844659e-05f, 4.819175228e-05f, 2.847326687e-05f, 1.311818414e-05f,
     4.959161288e-06f, 1.576717750e-06f, 4.276108712e-07f, 9.981564375e-08f},
    {7.692458166e-05f, 3.624165431e-03f, 5.396763794e-03f, 4.910232499e-03f,
     3.015772672e-03f, 1.017288305e-03f, -2.499989932e-04f, -6.843003794e-04f,
     -6.107313093e-04f, -3.816158860e-04f, -1.886216196e-04f, -7.713305968e-05f,
     -2.667807894e-05f, -7.904082850e-06f, -2.022307172e-06f, -4.493079189e-07f},
    {-4.717144743e-02f, -4.189322144e-02f, -2.850217372e-02f, -1.300534885e-02f,
     -9.900017176e-04f, 5.167269614e-03f, 6.361067295e-03f, 4.953875206e-03f,
     2.990867244e-03f, 1.487279427e-03f, 6.256420747e-04f, 2.258416789e-04f,
     7.056194590e-05f, 1.918997987e-05f, 4.560534762e-06f, 9.497909446e-07f},
    {1.718790978e-01f, 8.122076094e-02f, 1.009529643e-02f, -3.111382760e-02f,
     -4.419963807e-02f, -3.909474984e-02f, -2.698783949e-02f, -1.547901146e-02f,
     -7.572226692e-03f, -3.202049760e-03f, -1.179556944e-03f, -3.803723084e-04f,
     -1.077233392e-04f, -2.685411528e-05f, -5.902441899e-06f, -1.145281431e-06f},
    {-8.522709294e-08f, 1.256463081e-01f, 1.690449566e-01f, 1.559370905e-01f,
     1.162779033e-01f, 7.361406088e-02f, 4.038398340e-02f, 1.939107664e-02f,
     8.194353431e-03f, 3.057298250e-03f, 1.009089057e-03f, 2.950139169e-04f,
     7.646191079e-05f, 1.757883001e-05f, 3.586366120e-06f, 6.494813078e-07f},
};

INLINE V FN(gelu_of)(V x) {
    const V s = MIN(__builtin_elementwise_abs(x), (V)5.4999f) * 2.90909091f;
    const V t = (V)_mm512_reduce_ps((__m512)s, 0x01); // s − ⌊s⌋
    const __m512i piece = _mm512_cvttps_epi32((__m512)s);
    V h = 0;
    UNROLL for (int i = 0; i < 5; i++)
        h = h * t + (V)_mm512_permutexvar_ps(piece, (__m512)LOAD(FN(gelu_pieces)[i]));
    return MAX((V)0, x) - h;
}

#else

// Below, h is a polynomial of degree 16 in s = 2a/5.5 − 1, its even and odd powers side by side. (As
// a polynomial in x² it would lose four digits to cancellation.)
INLINE V FN(gelu_of)(V x) {
    const V a = MIN(MAX(x, -x), (V)5.5f), s = a * 0.363636364f - 1.f, u = s * s;
    V even = u * -1.517755538e-02f + 9.689869732e-02f;
    V odd = u * -8.045855211e-04f + -3.641084954e-02f;
    even = even * u + -2.537096441e-01f;
    odd = odd * u + 2.308447808e-01f;
    even = even * u + 2.695994675e-01f;
    odd = odd * u + -5.441017747e-01f;
    even = even * u + 1.525593400e-01f;
    odd = odd * u + 4.592239559e-01f;
    even = even * u + -6.286075711e-01f;
    odd = odd * u + 2.605158985e-01f;
    even = even * u + 1.789810210e-01f;
    odd = odd * u + -3.086897433e-01f;
    even = even * u + 1.912619025e-01f;
    odd = odd * u + -6.057775021e-02f;
    even = even * u + 8.194380440e-03f;
    return MAX((V)0, x) - (odd * s + even);
}

#endif

static void FN(gelu)(ck_matrix x) {
    for (long row = 0; row < x.rows; row++) {
        float *p = x.start + row * x.stride;
        for (long j = 0; j < x.columns; j += LANES)
            FN(store_part)(p + j, FN(gelu_of)(LOAD(p + j)), x.columns - j);
    }
}

static void FN(relu)(ck_matrix x, float ceiling) {
    for (long row = 0; row < x.rows; row++) {
        float *p = x.start + row * x.stride;
        for (long j = 0; j < x.columns; j += LANES) {
            const V positive = MAX((V)0, LOAD(p + j));
            FN(store_part)(p + j, MIN((V)ceiling, positive), x.columns - j);
        }
    }
}

#else

void ck_gelu(ck_matrix x) { BEST(gelu)(x); }

void ck_relu(ck_matrix x, float ceiling) { BEST(relu)(x, ceiling); }

#endif
