#define KERNEL "activations.c"
#include "each_instruction_set.h"
#ifdef LANES

// Vectors that go step by step together: one alone waits for itself.
#undef ABREAST
#define ABREAST (REGISTERS / 8)

// With neither exponential nor division: gelu(x) = max(x, 0) − h(|x|), h(a) = a/2 · erfc(a/√2),
// which is nothing beyond 5.5.
#if LANES == 16

// In each of 16 pieces of 0...5.5, h is a polynomial of degree 5 of the place in the piece, 0..<1. A
// lane finds the coefficients of its piece in a register of all pieces'.
static const float FN(gelu_pieces)[6][LANES] = {
    {-4.738023927e-05f, -1.083019306e-04f, -9.824235894e-05f, -3.888367064e-05f,
     1.897275797e-05f, 4.280067151e-05f, 3.512018156e-05f, 1.626987250e-05f,
     2.069850552e-06f, -3.575365099e-06f, -3.777794745e-06f, -2.306308943e-06f,
     -1.052309017e-06f, -3.861694893e-07f, -1.177580344e-07f, -3.037692409e-08f},
    {9.805815062e-04f, 7.180951652e-04f, 1.481238287e-04f, -3.529943060e-04f,
     -5.375273176e-04f, -4.270440550e-04f, -2.040359395e-04f, -2.799641879e-05f,
     4.986382191e-05f, 5.713016435e-05f, 3.791775453e-05f, 1.888395673e-05f,
     7.589933830e-06f, 2.542141601e-06f, 7.220059501e-07f, 1.757579611e-07f},
    {-2.671968832e-05f, 3.387254896e-03f, 5.181858782e-03f, 4.825174343e-03f,
     3.057275666e-03f, 1.110914745e-03f, -1.731735974e-04f, -6.487100618e-04f,
     -6.062035100e-04f, -3.894369875e-04f, -1.968855504e-04f, -8.217810682e-05f,
     -2.898000639e-05f, -8.748827895e-06f, -2.279902901e-06f, -5.157574492e-07f},
    {-4.713443294e-02f, -4.180860892e-02f, -2.842542157e-02f, -1.297497097e-02f,
     -1.004824182e-03f, 5.133831408e-03f, 6.333630066e-03f, 4.941164516e-03f,
     2.989250235e-03f, 1.490072580e-03f, 6.285934942e-04f, 2.276434825e-04f,
     7.138406363e-05f, 1.949167563e-05f, 4.652532880e-06f, 9.735229014e-07f},
    {1.718744785e-01f, 8.121018857e-02f, 1.008570287e-02f, -3.111762553e-02f,
     -4.419778660e-02f, -3.909057006e-02f, -2.698440850e-02f, -1.547742262e-02f,
     -7.572024129e-03f, -3.202398773e-03f, -1.179925865e-03f, -3.805975430e-04f,
     -1.078260975e-04f, -2.689182838e-05f, -5.913941550e-06f, -1.148247975e-06f},
    {0.000000000e+00f, 1.256465167e-01f, 1.690451503e-01f, 1.559371650e-01f,
     1.162778661e-01f, 7.361397892e-02f, 4.038391262e-02f, 1.939104497e-02f,
     8.194349706e-03f, 3.057305235e-03f, 1.009096508e-03f, 2.950184280e-04f,
     7.646396261e-05f, 1.757958489e-05f, 3.586596222e-06f, 6.495406524e-07f},
};

INLINE void FN(gelus)(const int count, V *x) {
    V place[ABREAST], h[ABREAST];
    __m512i piece[ABREAST];
    UNROLL for (int v = 0; v < count; v++) {
        const V s = MIN(__builtin_elementwise_abs(x[v]), (V)5.4999f) * 2.90909091f;
        place[v] = (V)_mm512_reduce_ps((__m512)s, 0x01); // s − ⌊s⌋
        piece[v] = _mm512_cvttps_epi32((__m512)s);
        h[v] = 0;
    }
    UNROLL for (int i = 0; i < 6; i++) UNROLL for (int v = 0; v < count; v++)
        h[v] = h[v] * place[v]
             + (V)_mm512_permutexvar_ps(piece[v], (__m512)LOAD(FN(gelu_pieces)[i]));
    UNROLL for (int v = 0; v < count; v++) x[v] = MAX((V)0, x[v]) - h[v];
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

INLINE void FN(gelus)(const int count, V *x) {
    UNROLL for (int v = 0; v < count; v++) x[v] = FN(gelu_of)(x[v]);
}

#endif

static void FN(gelu)(ck_matrix x) {
    for (long row = 0; row < x.rows; row++) {
        float *p = x.start + row * x.stride;
        long j = 0;
        for (; j + ABREAST * LANES <= x.columns; j += ABREAST * LANES) {
            V some[ABREAST];
            UNROLL for (int v = 0; v < ABREAST; v++) some[v] = LOAD(p + j + v * LANES);
            FN(gelus)(ABREAST, some);
            UNROLL for (int v = 0; v < ABREAST; v++) STORE(p + j + v * LANES, some[v]);
        }
        for (; j < x.columns; j += LANES) {
            V one = LOAD(p + j);
            FN(gelus)(1, &one);
            FN(store_part)(p + j, one, x.columns - j);
        }
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
