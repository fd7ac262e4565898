#define KERNEL "activations.c"
#include "each_instruction_set.h"
#ifdef LANES

// With neither exponential nor division: gelu(x) = max(x, 0) − h(|x|), h(a) = a/2 · erfc(a/√2),
// which is nothing beyond 5.5. Below, h is a polynomial of degree 16 in s = 2a/5.5 − 1, its even and
// odd powers side by side. (As a polynomial in x² it would lose four digits to cancellation.)
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
