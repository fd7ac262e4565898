// Rows that another processor wrote, to be fetched ahead of their use. Included once per instruction set.

// So few rows go through all layers together, each layer shared out by columns among the threads: then
// another one wrote them, or a part of their columns.
INLINE bool FN(are_far)(ck_matrix x) { return x.rows < 64; }

INLINE void FN(fetch)(ck_matrix x, long first, long count) {
    const long end = MIN(first + count, x.rows);
    for (long row = first; row < end; row++)
        for (long c = 0; c < x.columns; c += 16) __builtin_prefetch(x.start + row * x.stride + c);
}
