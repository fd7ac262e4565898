// The outputs of attention as folded products (see product_tiles.h): queries lie across the lanes, and of
// every three keys two have one product. Included once per instruction set.
//
// Every key must count: one of weight 0 leaves its rounding behind. And what folding loses grows with the
// numbers of a sum: so each section of the keys has its own sums over pairs, and each channel of the
// values its unit.

#ifndef SECTION
#define SECTION 48 // keys
struct folded_values {
    float *rows;  // [keys][LANES]
    float *pairs; // [sections][LANES]
    float *units; // [LANES]
};
#endif

// Whether it pays: it did with 16 channels, and with 32 and an eighth of the lanes idle it did not.
static bool FN(folds_outputs)(long queries, long channels) {
    const long lanes = (queries + LANES - 1) / LANES * LANES;
    return ck_folds() && channels <= LANES && lanes * 7 <= queries * 8;
}

// −Σ row[a] · row[b] of a section's rows.
INLINE void FN(pair_rows)(const int wide, const float *rows, long stride, long keys, float *pairs) {
    V sums[MOST_WIDE];
    UNROLL for (int v = 0; v < wide; v++) sums[v] = 0;
    for (; keys >= 3; keys -= 3, rows += 3 * stride)
        UNROLL for (int v = 0; v < wide; v++)
            sums[v] -= LOAD(rows + v * LANES) * LOAD(rows + stride + v * LANES);
    UNROLL for (int v = 0; v < wide; v++) STORE(pairs + v * LANES, sums[v]);
}

// Puts listed values one after another, brought to their channels' units.
static void FN(fold_values)(ck_matrix values, ck_row_list list, struct folded_values to) {
    V squares = 0;
    for (long i = 0; i < list.count; i++) {
        const V value = LOAD(FN(row)(values, list, i));
        STORE(to.rows + i * LANES, value);
        squares += value * value;
    }
    const V means = squares / (float)list.count;
    const I differ = (means < LEAST_MEAN_SQUARE) | (means > LARGEST_MEAN_SQUARE);
    const V units = differ ? FN(units)(means) : (V)1, inverses = FN(inverses)(units);
    STORE(to.units, units);
    if (__builtin_reduce_or(differ))
        for (long i = 0; i < list.count; i++)
            STORE(to.rows + i * LANES, LOAD(to.rows + i * LANES) * inverses);
    for (long i = 0; i < list.count; i += SECTION)
        FN(pair_rows)(1, to.rows + i * LANES, LANES, MIN(list.count - i, SECTION),
                      to.pairs + i / SECTION * LANES);
}

struct FN(folded_outputs) {
    const float *weights, *weight_pairs; // [keys][weights_stride], [sections][weights_stride]
    long weights_stride, keys;
    const float *values, *value_pairs; // [keys][LANES], [sections][LANES], from the first channel on
    float *sums;                       // [channels][weights_stride]
};

INLINE void FN(folded_output_tile)(const int wide, const int tall,
                                   const struct FN(folded_outputs) * job) {
    V sums[MOST_TALL][MOST_WIDE];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++) sums[i][v] = 0;
    const float *weights = job->weights, *values = job->values;
    const float *weight_pairs = job->weight_pairs, *value_pairs = job->value_pairs;
    const long row = job->weights_stride;
    long left = job->keys;
    while (left >= 3) {
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(weight_pairs + v * LANES) + value_pairs[i];
        weight_pairs += row;
        value_pairs += LANES;
        const long triples = MIN(left, SECTION) / 3;
        for (long triple = 0; triple < triples; triple++, weights += 3 * row, values += 3 * LANES) {
            V for_a[MOST_WIDE], for_b[MOST_WIDE], lanes[MOST_WIDE];
            UNROLL for (int v = 0; v < wide; v++) for_a[v] = LOAD(weights + v * LANES);
            UNROLL for (int v = 0; v < wide; v++) for_b[v] = LOAD(weights + row + v * LANES);
            UNROLL for (int i = 0; i < tall; i++) {
                const V a = (V)values[i], b = (V)values[LANES + i];
                UNROLL for (int v = 0; v < wide; v++) sums[i][v] += (a + for_b[v]) * (b + for_a[v]);
            }
            UNROLL for (int v = 0; v < wide; v++) lanes[v] = LOAD(weights + 2 * row + v * LANES);
            UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
                sums[i][v] += lanes[v] * values[2 * LANES + i];
        }
        left -= 3 * triples;
    }
    _Pragma("clang loop unroll(disable)")
    for (; left > 0; left--, weights += row, values += LANES)
        UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
            sums[i][v] += LOAD(weights + v * LANES) * values[i];
    UNROLL for (int i = 0; i < tall; i++) UNROLL for (int v = 0; v < wide; v++)
        STORE(job->sums + i * row + v * LANES, sums[i][v]);
}

#define TILE(wide, tall)                                                                        \
    static void FN(folded_output_tile_##wide##_##tall)(const struct FN(folded_outputs) * job) { \
        FN(folded_output_tile)(wide, tall, job);                                                \
    }
FOLDED_TILES(TILE)
#undef TILE
#define TILE(wide, tall) [wide][tall] = FN(folded_output_tile_##wide##_##tall),
static void (*const FN(folded_output_tiles)[MOST_WIDE + 1][MOST_TALL + 1])(
    const struct FN(folded_outputs) *) = {FOLDED_TILES(TILE)};
#undef TILE

INLINE void FN(sum_channels)(struct FN(folded_outputs) job, long channels) {
    const long wide = job.weights_stride / LANES;
    const long panels = (wide + FN(widest_folded) - 1) / FN(widest_folded);
    for (long panel = 0; panel < panels; panel++) {
        const long first = wide * panel / panels, width = wide * (panel + 1) / panels - first;
        const long tallest = FN(tallest_folded)[width], tiles = (channels + tallest - 1) / tallest;
        for (long tile = 0; tile < tiles; tile++) {
            const long channel = channels * tile / tiles, next = channels * (tile + 1) / tiles;
            struct FN(folded_outputs) part = job;
            part.weights += first * LANES;
            part.weight_pairs += first * LANES;
            part.values += channel;
            part.value_pairs += channel;
            part.sums += channel * job.weights_stride + first * LANES;
            FN(folded_output_tiles)[width][next - channel](&part);
        }
    }
}

// out[query][channel] = units[channel] · Σ weight[key][query] · value[key][channel] / Σ weight[key][query]
INLINE void FN(mix_folded)(const float *weights, const float *weight_pairs, long wide, long keys,
                           struct folded_values values, long channels,
                           const float *inverse_sums, float *const *rows, long queries) {
    const long stride = wide * LANES;
    float sums[LANES * FN(widest) * LANES];
    const struct FN(folded_outputs) job = {.weights = weights,
                                           .weight_pairs = weight_pairs,
                                           .weights_stride = stride,
                                           .keys = keys,
                                           .values = values.rows,
                                           .value_pairs = values.pairs,
                                           .sums = sums};
    FN(sum_channels)(job, channels);
    const V units = LOAD(values.units);
    for (long query = 0; query < queries; query += LANES) {
        V outputs[LANES];
        UNROLL for (int i = 0; i < LANES; i++)
            outputs[i] = i < channels ? LOAD(sums + i * stride + query) * LOAD(inverse_sums + query)
                                      : (V)0;
        FN(transpose)(outputs);
        if (query + LANES <= queries && channels == LANES)
            UNROLL for (int i = 0; i < LANES; i++) STORE(rows[query + i], outputs[i] * units);
        else
            for (long i = 0; i < MIN(queries - query, LANES); i++)
                FN(store_part)(rows[query + i], outputs[i] * units, channels);
    }
}
