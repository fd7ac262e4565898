// BOAT's balanced hierarchical clustering (arXiv 2201.13027): every level cuts each group in two
// equal halves, by how much closer a token is to one of two centres than to the other.
#define KERNEL "clusters.c"
#include "each_instruction_set.h"
#ifdef LANES

// What a clustering computes with.
struct FN(tokens) {
    long width;              // of a row, a multiple of 16
    float *rows;             // the queries at length 1, one after another, zeros behind each
    float *lengths;          // what they were
    float *centres;          // two rows of length 1
    float *sums;             // two rows
    uint64_t *keys, *sorted; // one for each token
};

// Divides a row by its length, unless it has none.
INLINE float FN(normalise)(float *row, long width) {
    V squares = 0;
    for (long c = 0; c < width; c += LANES) squares += LOAD(row + c) * LOAD(row + c);
    const float root = __builtin_sqrtf(FN(sum)(squares)), length = root > 1e-12f ? root : 1e-12f;
    for (long c = 0; c < width; c += LANES) STORE(row + c, LOAD(row + c) / length);
    return length;
}

static void FN(copy_tokens)(ck_matrix q, const int32_t *tokens, long count, struct FN(tokens) t,
                            int32_t *order) {
    for (long token = 0; token < count; token++) {
        const float *from = q.start + tokens[token] * q.stride;
        float *to = t.rows + token * t.width;
        for (long c = 0; c < t.width; c += LANES)
            STORE(to + c, c < q.columns ? FN(keep)(LOAD(from + c), q.columns - c) : (V)0);
        t.lengths[token] = FN(normalise)(to, t.width);
        order[token] = (int32_t)token;
    }
}

// Up to LANES tokens times one row; lanes past the last token repeat it.
INLINE V FN(products)(struct FN(tokens) t, const int32_t *order, long count, const float *row) {
    V products[LANES];
    UNROLL for (int i = 0; i < LANES; i++)
        products[i] = LOAD(t.rows + order[i < count ? i : count - 1] * t.width) * LOAD(row);
    for (long c = LANES; c < t.width; c += LANES)
        UNROLL for (int i = 0; i < LANES; i++)
            products[i] +=
                LOAD(t.rows + order[i < count ? i : count - 1] * t.width + c) * LOAD(row + c);
    return FN(row_sums)(products);
}

// The first sum takes a share of each query, the second the rest.
INLINE void FN(add_shares)(struct FN(tokens) t, const int32_t *order, long count,
                           const float *shares) {
    for (long c = 0; c < t.width; c += LANES) {
        V first = LOAD(t.sums + c), second = LOAD(t.sums + t.width + c);
        for (long i = 0; i < count; i++) {
            const V row = LOAD(t.rows + order[i] * t.width + c) * t.lengths[order[i]];
            first += row * shares[i];
            second += row * (1 - shares[i]);
        }
        STORE(t.sums + c, first);
        STORE(t.sums + t.width + c, second);
    }
}

// Sums become centres, and zero again.
static void FN(move_centres)(struct FN(tokens) t) {
    for (int centre = 0; centre < 2; centre++) FN(normalise)(t.sums + centre * t.width, t.width);
    memcpy(t.centres, t.sums, 2 * (size_t)t.width * sizeof(float));
    memset(t.sums, 0, 2 * (size_t)t.width * sizeof(float));
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

// Each token belongs to both centres, by a softmax of 100 times its cosines with them.
static void FN(refine)(struct FN(tokens) t, const int32_t *order, long count) {
    const float log2e = 1.44269504f;
    float shares[LANES], *first_less_second = t.centres;
    for (long c = 0; c < t.width; c += LANES)
        STORE(first_less_second + c, LOAD(t.centres + c) - LOAD(t.centres + t.width + c));
    for (long i = 0; i < count; i += LANES) {
        const V lead =
            FN(products)(t, order + i, count - i, first_less_second) * (100 * log2e);
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
        const V first = FN(products)(t, order + i, count - i, t.centres) + 1;
        const V second = FN(products)(t, order + i, count - i, t.centres + t.width) + 1;
        const I bits = (I)(MAX(first, (V)0) / MAX(second, (V)1e-12f));
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

static void FN(clusters)(ck_matrix q, long leaf, int32_t *tokens, long all, float *scratch) {
    const long width = (q.columns + 15) / 16 * 16;
    uint64_t *keys = (uint64_t *)scratch;
    float *floats = scratch + 4 * all;
    struct FN(tokens) t = {
        .width = width,
        .rows = floats + all,
        .lengths = floats,
        .centres = floats + all * (width + 1),
        .sums = floats + all * (width + 1) + 2 * width,
        .keys = keys,
        .sorted = keys + all,
    };
    int32_t *order = (int32_t *)(t.sums + 2 * width); // places in `tokens`
    memset(t.sums, 0, 2 * (size_t)width * sizeof(float));
    FN(copy_tokens)(q, tokens, all, t, order);
    for (long count = all; count > leaf; count /= 2)
        for (int32_t *group = order; group < order + all; group += count) {
            FN(start_with_halves)(t, group, count);
            FN(refine)(t, group, count);
            FN(refine)(t, group, count);
            FN(make_keys)(t, group, count);
            FN(sort_keys)(&t, count);
            for (long i = 0; i < count; i++) group[i] = (int32_t)(uint32_t)t.keys[i];
        }
    for (long i = 0; i < all; i++) order[i] = tokens[order[i]];
    memcpy(tokens, order, (size_t)all * sizeof *tokens);
}

#else

size_t ck_clusters_scratch(long tokens, long width) {
    const long padded = (width + 15) / 16 * 16;
    return (size_t)(tokens * (padded + 6) + 4 * padded + 64);
}

void ck_clusters(ck_matrix q, long leaf, int32_t *tokens, long count, float *scratch) {
    BEST(clusters)(q, leaf, tokens, count, scratch);
}

#endif
