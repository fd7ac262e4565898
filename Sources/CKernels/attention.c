// Attention of one head within one group of tokens, some queries at a time. Their scores are held
// transposed, keys down and queries across the lanes: so the softmax runs straight down, nothing is
// ever summed across a vector, and scores and outputs are the same kind of matrix product.
#define KERNEL "attention.c"
#include "each_instruction_set.h"
#ifdef LANES
#include "attention_tiles.h"
#include "product_units.h"
#include "folded_outputs.h"

// Puts listed rows one after another.
static void FN(pack_rows)(ck_matrix matrix, ck_row_list list, float *packed, long stride) {
    for (long i = 0; i < list.count; i++) {
        const float *from = FN(row)(matrix, list, i);
        for (long c = 0; c < matrix.columns; c += LANES)
            STORE(packed + i * stride + c, LOAD(from + c));
    }
}

// packed[c][lane] = scale · q[first + lane][c]. Lanes past the last query repeat it.
INLINE void FN(pack_queries)(ck_matrix q, ck_row_list from, long first, long wide, float scale,
                             float *packed) {
    for (long v = 0; v < wide; v++) {
        const float *starts[LANES];
        ONE_BY_ONE for (int i = 0; i < LANES; i++) {
            const long query = first + v * LANES + i;
            starts[i] = FN(row)(q, from, query < from.count ? query : from.count - 1);
        }
        for (long c = 0; c < q.columns; c += LANES) {
            V rows[LANES];
            UNROLL for (int i = 0; i < LANES; i++) rows[i] = LOAD(starts[i] + c) * scale;
            FN(transpose)(rows);
            float *to = packed + (c * wide + v) * LANES;
            UNROLL for (int i = 0; i < LANES; i++)
                if (c + i < q.columns) STORE(to + i * wide * LANES, rows[i]);
        }
    }
}

INLINE void FN(score)(ck_matrix k, const float *q, long wide, const float *bias, long bias_stride,
                      float *scores, V *peaks) {
    const long tallest = FN(tallest)[wide], tiles = (k.rows + tallest - 1) / tallest;
    UNROLL for (int v = 0; v < FN(widest); v++) peaks[v] = -__builtin_inff();
    for (long tile = 0; tile < tiles; tile++) {
        // Tiles of nearly equal height: a last one of a single row would run at its latency.
        const long key = k.rows * tile / tiles, end = k.rows * (tile + 1) / tiles;
        const struct FN(scores) job = {
            .k = k.start + key * k.stride,
            .k_stride = k.stride,
            .key_width = k.columns,
            .q = q,
            .bias = bias ? bias + key * bias_stride : NULL,
            .bias_stride = bias_stride,
            .scores = scores + key * wide * LANES,
            .peaks = peaks,
        };
        FN(score_tiles)[wide][end - key](&job);
    }
}

// Scores become powers of two; their sums go into the outputs. `pairs` of folded outputs, or NULL.
INLINE void FN(weigh)(const int wide, float *scores, long keys, const V *peaks,
                      float *inverse_sums, float *pairs) {
    V sums[MOST_WIDE];
    UNROLL for (int v = 0; v < wide; v++) sums[v] = 0;
    for (long first = 0; first < keys; first += SECTION) {
        const long count = MIN(keys - first, SECTION), row = wide * LANES;
        for (long key = 0; key < count; key++)
            UNROLL for (int v = 0; v < wide; v++) {
                float *const score = scores + key * row + v * LANES;
                const V weight = FN(power_of_two)(LOAD(score) - peaks[v]);
                STORE(score, weight);
                sums[v] += weight;
            }
        if (pairs) FN(pair_rows)(wide, scores, row, count, pairs + first / SECTION * row);
        scores += count * row;
    }
    UNROLL for (int v = 0; v < wide; v++) STORE(inverse_sums + v * LANES, 1 / sums[v]);
}

INLINE void FN(mix)(const float *weights, long weights_stride, ck_matrix v,
                    const float *inverse_sums, float *const *rows, long queries) {
    const long vectors = (v.columns + LANES - 1) / LANES;
    const long panels = (vectors + FN(widest) - 1) / FN(widest);
    for (long panel = 0; panel < panels; panel++) {
        const long first = vectors * panel / panels, end = vectors * (panel + 1) / panels;
        const long tallest = FN(tallest)[end - first], tiles = (queries + tallest - 1) / tallest;
        for (long tile = 0; tile < tiles; tile++) {
            const long query = queries * tile / tiles, next = queries * (tile + 1) / tiles;
            float *to[MOST_TALL];
            ONE_BY_ONE for (long i = query; i < next; i++) to[i - query] = rows[i] + first * LANES;
            const struct FN(outputs) job = {
                .weights = weights + query,
                .weights_stride = weights_stride,
                .keys = v.rows,
                .values = v.start + first * LANES,
                .values_stride = v.stride,
                .inverse_sums = inverse_sums + query,
                .rows = to,
                .columns = v.columns - first * LANES,
            };
            FN(output_tiles)[end - first][next - query](&job);
        }
    }
}

// `folded`: values whose outputs are folded products, or NULL; then `v` gives their number alone.
static void FN(attend)(ck_matrix q, ck_matrix k, ck_matrix v, ck_row_list from, float scale,
                       const float *bias, long bias_stride, ck_matrix out, long tile_lanes,
                       const struct folded_values *folded, float *packed_queries,
                       float *scores) {
    const long vectors = (from.count + LANES - 1) / LANES;
    const long widest = FN(widest) < tile_lanes / LANES ? FN(widest) : tile_lanes / LANES;
    const long tiles = (vectors + widest - 1) / widest;
    for (long tile = 0; tile < tiles; tile++) {
        const long first = vectors * tile / tiles * LANES;
        const long wide = vectors * (tile + 1) / tiles - vectors * tile / tiles;
        const long queries = from.count - first < wide * LANES ? from.count - first : wide * LANES;
        V peaks[FN(widest)];
        float inverse_sums[FN(widest) * LANES];
        float *rows[FN(widest) * LANES];
        FN(pack_queries)(q, from, first, wide, scale, packed_queries);
        FN(score)(k, packed_queries, wide, bias ? bias + first : NULL, bias_stride, scores, peaks);
        float *weight_pairs = folded ? scores + k.rows * wide * LANES : NULL;
        switch (wide) {
        case 1: FN(weigh)(1, scores, k.rows, peaks, inverse_sums, weight_pairs); break;
        case 2: FN(weigh)(2, scores, k.rows, peaks, inverse_sums, weight_pairs); break;
        case 3: FN(weigh)(3, scores, k.rows, peaks, inverse_sums, weight_pairs); break;
        default: FN(weigh)(FN(widest), scores, k.rows, peaks, inverse_sums, weight_pairs);
        }
        ONE_BY_ONE for (long i = 0; i < queries; i++) rows[i] = FN(row)(out, from, first + i);
        if (folded)
            FN(mix_folded)(scores, weight_pairs, wide, k.rows, *folded, v.columns, inverse_sums, rows,
                           queries);
        else
            FN(mix)(scores, wide * LANES, v, inverse_sums, rows, queries);
    }
}

// scores[key][query] of all queries, tile by tile.
static void FN(score_group)(ck_matrix q, ck_matrix k, ck_row_list from, float scale,
                            ck_matrix scores, long tile_lanes, float *packed_queries,
                            float *tile_scores) {
    const long widest = FN(widest) < tile_lanes / LANES ? FN(widest) : tile_lanes / LANES;
    for (long first = 0; first < from.count; first += widest * LANES) {
        const long left = from.count - first;
        const long wide = left < widest * LANES ? (left + LANES - 1) / LANES : widest;
        V peaks[FN(widest)];
        FN(pack_queries)(q, from, first, wide, scale, packed_queries);
        FN(score)(k, packed_queries, wide, NULL, 0, tile_scores, peaks);
        for (long key = 0; key < k.rows; key++)
            for (long v = 0; v < wide; v++)
                FN(store_part)(scores.start + key * scores.stride + first + v * LANES,
                               LOAD(tile_scores + (key * wide + v) * LANES), left - v * LANES);
    }
}

static void FN(scores_of)(const float *query, ck_matrix k, ck_row_list to, float scale,
                          float *scores) {
    for (long i = 0; i < to.count; i++) {
        const float *key = FN(row)(k, to, i);
        V sum = 0;
        for (long c = 0; c < k.columns; c += LANES)
            sum += FN(keep)(LOAD(query + c) * LOAD(key + c), k.columns - c);
        scores[i] = scale * FN(sum)(sum);
    }
}

#else

static long padded(long count) { return (count + 15) / 16 * 16; }

// Queries at a time: enough to fill a register tile, unless so many keys would not fit a cache.
static long tile_lanes(long keys) { return keys > 2048 ? 32 : 64; }

static long sections(long keys) { return (keys + SECTION - 1) / SECTION; }

size_t ck_attention_scratch(long keys, long key_width, long value_width) {
    const long values = keys * padded(value_width) + (sections(keys) + 1) * 16;
    const long scores = (keys + sections(keys)) * tile_lanes(keys);
    return (size_t)(keys * padded(key_width) + values + key_width * tile_lanes(keys) + scores + 64);
}

// Rows that lie one after another stay where they are.
static ck_matrix listed(ck_matrix matrix, ck_row_list list, float *scratch) {
    float *start = matrix.start + list.first * matrix.stride;
    ck_matrix result = {start, matrix.stride, list.count, matrix.columns};
    if (list.rows) {
        result.start = scratch;
        result.stride = padded(matrix.columns);
        BEST(pack_rows)(matrix, list, scratch, result.stride);
    }
    return result;
}

// The columns of one of several heads.
static ck_matrix of_head(ck_matrix matrix, long head, long heads) {
    matrix.columns /= heads;
    matrix.start += head * matrix.columns;
    return matrix;
}

static void attend_one(ck_matrix q, ck_matrix k, ck_matrix v, ck_row_list from, ck_row_list to,
                       float scale, const float *bias, long bias_stride, ck_matrix out,
                       float *scratch) {
    const float log2e = 1.44269504f;
    const long lanes = tile_lanes(to.count);
    // Of a key that a bias shuts out, a folded product would keep what rounding leaves.
    const bool folds = !bias && BEST(folds_outputs)(from.count, v.columns);
    float *values = scratch + to.count * padded(k.columns);
    float *pairs = values + to.count * padded(v.columns), *units = pairs + sections(to.count) * 16;
    float *queries = units + 16, *scores = queries + k.columns * lanes;
    const struct folded_values folded = {values, pairs, units};
    if (folds) BEST(fold_values)(v, to, folded);
    else v = listed(v, to, values);
    BEST(attend)(q, listed(k, to, scratch), v, from, scale * log2e, bias, bias_stride, out, lanes,
                 folds ? &folded : NULL, queries, scores);
}

void ck_attend(ck_matrix q, ck_matrix k, ck_matrix v, long heads, ck_row_list from, ck_row_list to,
               float scale, ck_score_bias bias, ck_matrix out, float *scratch) {
    for (long head = 0; head < heads; head++)
        attend_one(of_head(q, head, heads), of_head(k, head, heads), of_head(v, head, heads), from,
                   to, scale, bias.start ? bias.start + head * bias.head_stride : NULL, bias.stride,
                   of_head(out, head, heads), scratch);
}

void ck_group_scores(ck_matrix q, ck_matrix k, ck_row_list from, ck_row_list to, float scale,
                     ck_matrix scores, float *scratch) {
    const long lanes = tile_lanes(to.count);
    float *queries = scratch + to.count * padded(k.columns);
    float *tile = queries + k.columns * lanes;
    BEST(score_group)(q, listed(k, to, scratch), from, scale, scores, lanes, queries, tile);
}

void ck_attention_scores(const float *query, ck_matrix k, ck_row_list to, float scale,
                         float *scores) {
    BEST(scores_of)(query, k, to, scale, scores);
}

#endif
