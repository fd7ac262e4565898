// BOAT's balanced hierarchical clustering (arXiv 2201.13027): every level cuts each group in two
// equal halves, by how much closer a token is to one of two centres than to the other.
#define KERNEL "clusters.c"
#include "each_instruction_set.h"
#ifdef LANES

// What a clustering computes with.
struct FN(tokens) {
    long width;              // of a row, a multiple of 16
    float *rows;             // the queries, one after another, zeros behind each
    float *inverse_lengths;  // of the rows
    float *centres;          // two rows
    float *sums;             // two rows
    uint64_t *keys, *sorted; // one for each token
};

INLINE float FN(inverse_length)(const float *row, long width) {
    V squares = 0;
    for (long c = 0; c < width; c += LANES) squares += LOAD(row + c) * LOAD(row + c);
    const float length = __builtin_sqrtf(FN(sum)(squares));
    return 1 / (length > 1e-12f ? length : 1e-12f);
}

static void FN(copy_tokens)(ck_matrix q, struct FN(tokens) t, int32_t *order) {
    for (long token = 0; token < q.rows; token++) {
        const float *from = q.start + token * q.stride;
        float *to = t.rows + token * t.width;
        for (long c = 0; c < t.width; c += LANES)
            STORE(to + c, c < q.columns ? FN(keep)(LOAD(from + c), q.columns - c) : (V)0);
        t.inverse_lengths[token] = FN(inverse_length)(to, t.width);
        order[token] = (int32_t)token;
    }
}

// The cosines of up to LANES tokens with a row of length 1; lanes past the last repeat it.
INLINE V FN(cosines)(struct FN(tokens) t, const int32_t *order, long count, const float *unit) {
    V products[LANES], inverse_lengths;
    for (int i = 0; i < LANES; i++) {
        const long token = order[i < count ? i : count - 1];
        const float *row = t.rows + token * t.width;
        V product = LOAD(row) * LOAD(unit);
        for (long c = LANES; c < t.width; c += LANES) product += LOAD(row + c) * LOAD(unit + c);
        products[i] = product;
        inverse_lengths[i] = t.inverse_lengths[token];
    }
    FN(transpose)(products);
    UNROLL for (int width = LANES / 2; width; width /= 2)
        UNROLL for (int i = 0; i < width; i++) products[i] += products[i + width];
    return products[0] * inverse_lengths;
}

// sums += Σ share · row, and the rest of each share to the other sum.
INLINE void FN(add_shares)(struct FN(tokens) t, const int32_t *order, long count,
                           const float *shares) {
    for (long c = 0; c < t.width; c += LANES) {
        V first = LOAD(t.sums + c), second = LOAD(t.sums + t.width + c);
        for (long i = 0; i < count; i++) {
            const V row = LOAD(t.rows + order[i] * t.width + c);
            first += row * shares[i];
            second += row * (1 - shares[i]);
        }
        STORE(t.sums + c, first);
        STORE(t.sums + t.width + c, second);
    }
}

// Sums become centres of length 1, and zero again.
static void FN(move_centres)(struct FN(tokens) t) {
    for (int centre = 0; centre < 2; centre++) {
        float *sum = t.sums + centre * t.width;
        const float factor = FN(inverse_length)(sum, t.width);
        for (long c = 0; c < t.width; c += LANES) {
            STORE(t.centres + centre * t.width + c, LOAD(sum + c) * factor);
            STORE(sum + c, (V)0);
        }
    }
}

static void FN(start_with_halves)(struct FN(tokens) t, const int32_t *order, long count) {
    float all[LANES], none[LANES];
    STORE(all, (V)1.f);
    STORE(none, (V)0);
    for (long half = 0; half < 2; half++)
        for (long i = half * count / 2, end = i + count / 2; i < end; i += LANES)
            FN(add_shares)(t, order + i, end - i < LANES ? end - i : LANES, half ? none : all);
    FN(move_centres)(t);
}

// Each token belongs to both centres, by a softmax of 100 times its cosines.
static void FN(refine)(struct FN(tokens) t, const int32_t *order, long count) {
    const float log2e = 1.44269504f;
    float shares[LANES];
    for (long i = 0; i < count; i += LANES) {
        const V first = FN(cosines)(t, order + i, count - i, t.centres);
        const V second = FN(cosines)(t, order + i, count - i, t.centres + t.width);
        const V lead = (first - second) * (100 * log2e);
        const V less = FN(power_of_two)(MIN(lead, -lead)), more = 1 / (1 + less);
        STORE(shares, lead > 0 ? more : less * more);
        FN(add_shares)(t, order + i, count - i < LANES ? count - i : LANES, shares);
    }
    FN(move_centres)(t);
}

// By (cosine with the first + 1) / (cosine with the second + 1), which is never negative, so that
// its bits are ordered as it is. Rounding may leave a sum just below zero.
static void FN(make_keys)(struct FN(tokens) t, const int32_t *order, long count) {
    for (long i = 0; i < count; i += LANES) {
        const V first = FN(cosines)(t, order + i, count - i, t.centres) + 1;
        const V second = FN(cosines)(t, order + i, count - i, t.centres + t.width) + 1;
        const V ratio = MAX(first, (V)0) / MAX(second, (V)1e-12f);
        const I bits = (I)ratio;
        for (long j = 0; j < LANES && i + j < count; j++)
            t.keys[i + j] = (uint64_t)(uint32_t)bits[j] << 32 | (uint32_t)order[i + j];
    }
}

// Stable, by the upper half: eight bits at a time, from the lowest on.
static void FN(sort_keys)(struct FN(tokens) *t, long count) {
    for (int shift = 32; shift < 64; shift += 8) {
        int ends[256] = {0};
        for (long i = 0; i < count; i++) ends[t->keys[i] >> shift & 255]++;
        if (ends[t->keys[0] >> shift & 255] == count) continue;
        for (int digit = 0, start = 0; digit < 256; digit++) {
            const int size = ends[digit];
            ends[digit] = start;
            start += size;
        }
        for (long i = 0; i < count; i++) t->sorted[ends[t->keys[i] >> shift & 255]++] = t->keys[i];
        uint64_t *keys = t->keys;
        t->keys = t->sorted;
        t->sorted = keys;
    }
}

static void FN(clusters)(ck_matrix q, long leaf, int32_t *order, float *scratch) {
    const long width = (q.columns + 15) / 16 * 16;
    uint64_t *keys = (uint64_t *)scratch;
    float *floats = scratch + 4 * q.rows;
    struct FN(tokens) t = {
        .width = width,
        .rows = floats + q.rows,
        .inverse_lengths = floats,
        .centres = floats + q.rows * (width + 1),
        .sums = floats + q.rows * (width + 1) + 2 * width,
        .keys = keys,
        .sorted = keys + q.rows,
    };
    memset(t.sums, 0, 2 * (size_t)width * sizeof(float));
    FN(copy_tokens)(q, t, order);
    for (long count = q.rows; count > leaf; count /= 2)
        for (int32_t *group = order; group < order + q.rows; group += count) {
            FN(start_with_halves)(t, group, count);
            FN(refine)(t, group, count);
            FN(refine)(t, group, count);
            FN(make_keys)(t, group, count);
            FN(sort_keys)(&t, count);
            for (long i = 0; i < count; i++) group[i] = (int32_t)(uint32_t)t.keys[i];
        }
}

#else

size_t ck_clusters_scratch(long tokens, long width) {
    const long padded = (width + 15) / 16 * 16;
    return (size_t)(tokens * (padded + 5) + 4 * padded + 64);
}

void ck_clusters(ck_matrix q, long leaf, int32_t *order, float *scratch) {
    BEST(clusters)(q, leaf, order, scratch);
}

#endif
