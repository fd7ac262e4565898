// Position-sensitive attention of one head along one line. As in attention.c, scores are held
// transposed, keys down and queries across the lanes: what belongs to one key and the queries that
// follow each other lies side by side in the tables of embeddings.
#define KERNEL "line_attention.c"
#include "each_instruction_set.h"
#ifdef LANES

enum { FN(widest) = REGISTERS == 32 ? 4 : 2 };

struct FN(line) {
    ck_matrix k, v;
    ck_row_list rows;
    ck_embeddings embeddings;
    float scale;
    long first;           // the first query at hand
    const float *queries; // [key width][wide vectors], times log2(e)
    float *weights;       // [keys][wide vectors]
    float *outputs;       // [value width][wide vectors]
};

// packed[c][lane] = log2(e) · q[first + lane][c]. Lanes past the last query repeat it.
INLINE void FN(pack)(ck_matrix q, ck_row_list list, long first, long wide, float *packed) {
    for (long v = 0; v < wide; v++)
        for (long c = 0; c < q.columns; c += LANES) {
            V rows[LANES];
            UNROLL for (int i = 0; i < LANES; i++) {
                const long query = first + v * LANES + i;
                const long last = query < list.count ? query : list.count - 1;
                rows[i] = LOAD(FN(row)(q, list, last) + c) * 1.44269504f;
            }
            FN(transpose)(rows);
            UNROLL for (int i = 0; i < LANES; i++)
                if (c + i < q.columns) STORE(packed + ((c + i) * wide + v) * LANES, rows[i]);
        }
}

// Scores of all keys, as logarithms to base 2; their peaks.
INLINE void FN(score)(const int wide, const struct FN(line) * job, V *peaks) {
    const ck_embeddings e = job->embeddings;
    const long keys = job->rows.count;
    UNROLL for (int v = 0; v < wide; v++) peaks[v] = -__builtin_inff();
    for (long j = 0; j < keys; j++) {
        const float *k = FN(row)(job->k, job->rows, j), *q = job->queries;
        const float *of_query = e.queries.start + keys - 1 + job->first - j;
        const float *of_key = e.keys.start + keys - 1 + job->first - j;
        V s[4];
        UNROLL for (int v = 0; v < wide; v++) s[v] = 0;
        for (long c = 0; c < job->k.columns; c++) {
            const V scaled = k[c] * job->scale, key = k[c] * 1.44269504f;
            UNROLL for (int v = 0; v < wide; v++) {
                s[v] += LOAD(q + v * LANES) * (LOAD(of_query + v * LANES) + scaled);
                s[v] += LOAD(of_key + v * LANES) * key;
            }
            q += wide * LANES;
            of_query += e.queries.stride;
            of_key += e.keys.stride;
        }
        UNROLL for (int v = 0; v < wide; v++) {
            STORE(job->weights + (j * wide + v) * LANES, s[v]);
            peaks[v] = MAX(s[v], peaks[v]);
        }
    }
}

// Scores become weights that do not sum to 1 yet: the inverse of their sums.
INLINE void FN(weigh)(const int wide, const struct FN(line) * job, const V *peaks,
                      V *inverse_sums) {
    V sums[4];
    UNROLL for (int v = 0; v < wide; v++) sums[v] = 0;
    float *weights = job->weights;
    for (long j = 0; j < job->rows.count; j++, weights += wide * LANES)
        UNROLL for (int v = 0; v < wide; v++) {
            const V weight = FN(power_of_two)(LOAD(weights + v * LANES) - peaks[v]);
            STORE(weights + v * LANES, weight);
            sums[v] += weight;
        }
    UNROLL for (int v = 0; v < wide; v++) inverse_sums[v] = 1 / sums[v];
}

// Some channels of the outputs: Σ weight · (v + embedding).
INLINE void FN(mix)(const int wide, const int tall, const struct FN(line) * job, long channel,
                    const V *inverse_sums) {
    const ck_matrix e = job->embeddings.values;
    const long keys = job->rows.count;
    const float *weights = job->weights;
    const float *embedded = e.start + channel * e.stride + keys - 1 + job->first;
    V sums[4][4];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++) sums[i][v] = 0;
    for (long j = 0; j < keys; j++, weights += wide * LANES, embedded--) {
        const float *value = FN(row)(job->v, job->rows, j) + channel;
        V lanes[4];
        UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(weights + v * LANES);
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += lanes[v] * (LOAD(embedded + i * e.stride + v * LANES) + value[i]);
    }
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        STORE(job->outputs + ((channel + i) * wide + v) * LANES, sums[i][v] * inverse_sums[v]);
}

// Turns the outputs back into rows of tokens.
INLINE void FN(unpack)(const struct FN(line) * job, long wide, ck_matrix out) {
    for (long v = 0; v < wide; v++)
        for (long c = 0; c < out.columns; c += LANES) {
            V rows[LANES];
            UNROLL for (int i = 0; i < LANES; i++)
                rows[i] = LOAD(job->outputs + ((c + i) * wide + v) * LANES);
            FN(transpose)(rows);
            const long first = job->first + v * LANES;
            UNROLL for (int i = 0; i < LANES; i++)
                if (first + i < job->rows.count)
                    FN(store_part)(FN(row)(out, job->rows, first + i) + c, rows[i],
                                   out.columns - c);
        }
}

INLINE void FN(attend_some)(const int wide, const struct FN(line) * job) {
    V peaks[4], inverse_sums[4];
    FN(score)(wide, job, peaks);
    FN(weigh)(wide, job, peaks, inverse_sums);
    long channel = 0;
    for (; channel + 4 <= job->v.columns; channel += 4)
        FN(mix)(wide, 4, job, channel, inverse_sums);
    for (; channel < job->v.columns; channel++) FN(mix)(wide, 1, job, channel, inverse_sums);
}

static void FN(attend_line)(ck_matrix q, ck_matrix k, ck_matrix v, ck_row_list rows,
                            ck_embeddings embeddings, float scale, ck_matrix out,
                            float *queries, float *weights, float *outputs) {
    const long vectors = (rows.count + LANES - 1) / LANES;
    const long tiles = (vectors + FN(widest) - 1) / FN(widest);
    for (long tile = 0; tile < tiles; tile++) {
        const long first = vectors * tile / tiles, wide = vectors * (tile + 1) / tiles - first;
        const struct FN(line) job = {
            .k = k,
            .v = v,
            .rows = rows,
            .embeddings = embeddings,
            .scale = scale,
            .first = first * LANES,
            .queries = queries,
            .weights = weights,
            .outputs = outputs,
        };
        FN(pack)(q, rows, job.first, wide, queries);
        switch (wide) {
        case 1: FN(attend_some)(1, &job); break;
        case 2: FN(attend_some)(2, &job); break;
        case 3: FN(attend_some)(3, &job); break;
        default: FN(attend_some)(4, &job);
        }
        FN(unpack)(&job, wide, out);
    }
}

#else

// Queries at a time, at most.
enum { lanes = 64 };

static long padded(long count) { return (count + 15) / 16 * 16; }

size_t ck_line_scratch(long tokens, long key_width, long value_width) {
    return (size_t)(lanes * (padded(key_width) + tokens + padded(value_width)));
}

void ck_attend_line(ck_matrix q, ck_matrix k, ck_matrix v, ck_row_list line,
                    ck_embeddings embeddings, float scale, ck_matrix out, float *scratch) {
    float *weights = scratch + lanes * padded(q.columns);
    BEST(attend_line)(q, k, v, line, embeddings, scale, out, scratch, weights,
                      weights + lanes * line.count);
}

#endif
