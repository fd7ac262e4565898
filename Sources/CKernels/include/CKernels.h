#ifndef CKERNELS_H
#define CKERNELS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What Swift may share between threads, because the functions below allow it.
#define CK_SENDABLE __attribute__((swift_attr("@Sendable")))

/// Rows of floats. Behind the last row lie 64 readable floats, so that vectors may reach beyond it.
typedef struct ck_matrix {
    float *_Nonnull start;
    /// Floats from one row to the next.
    long stride;
    long rows, columns;
} ck_matrix;

/// Rows of a matrix: rows[0], rows[1], …, or first, first + 1, … if rows is NULL.
typedef struct ck_row_list {
    const int32_t *_Nullable rows;
    long first, count;
} ck_row_list;

// ---- memory.c

/// Floats in memory, 64-byte aligned and zero. Large ones are a mapping of their own on huge pages,
/// which goes back to the system when it is freed.
void *_Nonnull ck_alloc(size_t floats);
/// Frees what was allocated for as many floats.
void ck_free(void *_Nonnull, size_t floats);

// ---- instruction_set.c

enum ck_instruction_set { CK_BASELINE, CK_AVX2, CK_AVX512 };
/// What the kernels use on the calling thread.
enum ck_instruction_set ck_instruction_set(void);
/// Makes the calling thread use a lesser set, for tests; the best one again if negative.
void ck_force_instruction_set(int);
/// Whether layers, and attention's outputs, trade products for additions on the calling thread (see
/// product_tiles.h).
bool ck_folds(void);
/// Makes the calling thread fold (1) or not (0), for tests; what is faster again if negative.
void ck_force_folding(int);

// ---- pool.c

struct ck_pool_state;
/// Threads that wait for loops. Any thread may use a pool; loops of one pool run one after another.
typedef struct CK_SENDABLE ck_pool {
    struct ck_pool_state *_Nonnull state;
} ck_pool;

ck_pool ck_pool_create(int threads);
void ck_pool_free(ck_pool);
// ck_pool_run takes a Swift closure: see ThreadPool.swift.
/// Whether the calling thread is inside the body of some pool's loop.
bool ck_pool_is_running_here(void);
/// Cores that this process may use.
int ck_core_count(void);

// ---- norms.c

/// y = (x − mean) / √(variance + epsilon) · scale + shift, listed row by listed row. y may be x where
/// that lists all of it.
void ck_layer_norm(ck_matrix x, ck_row_list, const float *_Nonnull scale, const float *_Nonnull shift,
                   float epsilon, ck_matrix y);
/// y = x · scale + shift, column by column; rows as above.
void ck_scale_and_shift(ck_matrix x, ck_row_list, const float *_Nonnull scale, const float *_Nonnull shift,
                        ck_matrix y);

// ---- activations.c

/// x · Φ(x) in place; absolute error 4e-7.
void ck_gelu(ck_matrix x);
/// Limits x to 0...ceiling in place.
void ck_relu(ck_matrix x, float ceiling);

// ---- rows.c

/// y += x.
void ck_add(ck_matrix x, ck_matrix y);
void ck_copy(ck_matrix x, ck_matrix y);
/// The same for a y that nobody reads soon.
void ck_copy_past_caches(ck_matrix x, ck_matrix y);
/// Means of the columns.
void ck_mean_of_rows(ck_matrix x, float *_Nonnull means);
/// The Euclidean length of each row.
void ck_row_norms(ck_matrix x, float *_Nonnull norms);

// ---- gather.c

/// Row i of y is made of rows tokens[i * parts ..< (i + 1) * parts] of x; a negative one is zeros.
void ck_gather_rows(ck_matrix x, const int32_t *_Nonnull tokens, long parts, ck_matrix y);
/// Row tokens[i] of y becomes row i of x.
void ck_scatter_rows(ck_matrix x, const int32_t *_Nonnull tokens, ck_matrix y);

/// A square window that moves over a map.
typedef struct ck_window {
    long height, width, kernel, stride, padding;
    /// Rows and columns of zeros beyond the last ones, after the padding.
    long beyond;
} ck_window;
/// Row i of y is what the window sees at output `first + i`: ky, kx, channel. Outside are zeros.
void ck_gather_patches(ck_matrix x, ck_window, long first, ck_matrix y);

// ---- pooling.c

/// Row i of y is the mean of square `first + i` of those that tile a map so many tokens wide.
void ck_average_pool(ck_matrix x, long width, long side, long first, ck_matrix y);
/// Row i of y is the largest of what the window sees at output `first + i`; outside is nothing.
void ck_maximum_pool(ck_matrix x, ck_window, long first, ck_matrix y);

// ---- depthwise.c

/// Where a depthwise convolution goes: token (r, c) is row region[r * width + c] of x and of y; if region
/// is NULL, row r * width + c of x and, counted from the first row that is computed, of y.
typedef struct ck_region {
    const int32_t *_Nullable tokens;
    long height, width;
    /// The rows that are computed: of a listed region, all.
    long first_row, end_row;
} ck_region;
/// Weights are [kernel * kernel][padded], padded being the channels rounded up to a multiple of 16.
void ck_depthwise(ck_matrix x, const float *_Nonnull weights, const float *_Nonnull bias,
                  long kernel, ck_region, ck_matrix y, bool adding);

// ---- linear.c

// Weights are packed for the instruction set of the calling thread, and to be folded or not: both have
// to be the same when they are applied.

/// Floats of packed weights.
size_t ck_linear_size(long inputs, long outputs);
/// In how many panels the calling thread's instruction set has the rows of weights [outputs, inputs].
long ck_linear_panels(long outputs);
/// The first row of a panel; behind the last panel, the number of rows.
long ck_linear_panel_row(long outputs, long panel);
/// Lays the rows of one panel out, in their place among all that are packed.
void ck_linear_pack(const float *_Nonnull rows, long inputs, long outputs, long panel,
                    float *_Nonnull packed);
/// y = x·Wᵀ + bias, or y += x·Wᵀ + bias, in the listed rows of y. There are biases up to a multiple
/// of 16.
void ck_linear_apply(ck_matrix x, const float *_Nonnull packed, const float *_Nonnull bias,
                     ck_matrix y, ck_row_list, bool adding);

// ---- attention.c

/// What is added to scores, already multiplied by log2(e): for each head [keys][stride], stride a
/// multiple of 16 and at least the number of queries.
typedef struct ck_score_bias {
    const float *_Nullable start;
    /// Floats from the numbers of one key to those of the next, and from one head's to the next's.
    long stride, head_stride;
} ck_score_bias;

/// Floats of scratch that attention needs; the widths are those of one head.
size_t ck_attention_scratch(long keys, long key_width, long value_width);
/// Row i of `from` in `out` becomes Σ softmax(scale · q · k + bias) · v over the rows in `to`, for
/// each of several heads whose columns lie side by side.
void ck_attend(ck_matrix q, ck_matrix k, ck_matrix v, long heads, ck_row_list from, ck_row_list to,
               float scale, ck_score_bias bias, ck_matrix out, float *_Nonnull scratch);
/// scores[key][query] = scale · q · k for the rows in `to` and those in `from`; scratch as for
/// attention with values no wider than 0.
void ck_group_scores(ck_matrix q, ck_matrix k, ck_row_list from, ck_row_list to, float scale,
                     ck_matrix scores, float *_Nonnull scratch);
/// scores[i] = scale · query · k[row i of `to`].
void ck_attention_scores(const float *_Nonnull query, ck_matrix k, ck_row_list to, float scale,
                         float *_Nonnull scores);

// ---- score_sums.c

/// Sums over the keys of each query, w being 2^((score − the query's largest) · log2(e)): row 0 of
/// `sums` gets Σ w, row 1 Σ w · (score − largest), row 2 Σ w · distance, row 3 Σ w, these two over
/// keys that have a place.
/// Scores are [keys][queries], query places [2][queries]: rows, columns; key places [keys][3]: row,
/// column, and 1, or 0 for a key without a place.
void ck_score_sums(ck_matrix scores, ck_matrix query_places, ck_matrix key_places, ck_matrix sums);

// ---- line_attention.c

/// What belongs to the query at place i of a line of n and the key at place j: column n − 1 + i − j.
typedef struct ck_embeddings {
    ck_matrix queries, keys, values;
} ck_embeddings;

/// Floats of scratch that attention along a line needs.
size_t ck_line_scratch(long tokens, long key_width, long value_width);
/// Row i of the line in `out` becomes Σ weight · (v + e.values) over its rows, the weights being the
/// softmax of scale · q · k + q · e.queries + k · e.keys.
void ck_attend_line(ck_matrix q, ck_matrix k, ck_matrix v, ck_row_list line, ck_embeddings e,
                    float scale, ck_matrix out, float *_Nonnull scratch);

// ---- sampling.c

/// Row i of y is what a map has at points[i] = (row, column), between its tokens; beyond are zeros.
void ck_sample_rows(ck_matrix x, long height, long width, ck_matrix points, ck_matrix y);

/// Floats of scratch that looking up needs.
size_t ck_look_up_scratch(long table_columns, long width);
/// terms[key][r · width + c] is factor times what the table has, between its numbers, at
/// (query_rows[r] − keys[key][0], query_columns[c] − keys[key][1]); beyond are zeros.
void ck_look_up(ck_matrix table, const float *_Nonnull query_rows, long height,
                const float *_Nonnull query_columns, long width, ck_matrix keys, float factor,
                ck_matrix terms, float *_Nonnull scratch);

// ---- seeded.c

/// Numbers first ..< first + count of a SplitMix64 sequence, as offset + scale · (−1 ..< 1).
void ck_seeded(uint64_t state, uint64_t first, long count, double offset, double scale,
               float *_Nonnull numbers);

// ---- clusters.c

/// Floats of scratch that clustering needs.
size_t ck_clusters_scratch(long tokens, long width);
/// BOAT's balanced clustering of some rows of q: orders them so that leaves of so many lie one after
/// another.
void ck_clusters(ck_matrix q, long leaf, int32_t *_Nonnull tokens, long count,
                 float *_Nonnull scratch);
#endif
