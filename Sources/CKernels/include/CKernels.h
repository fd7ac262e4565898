#ifndef CKERNELS_H
#define CKERNELS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What Swift may share between threads, because the functions below allow it.
#define CK_SENDABLE __attribute__((swift_attr("@Sendable")))

// ---- memory.c

/// Floats in memory, 64-byte aligned and zero; huge pages are advised for large ones.
void *_Nonnull ck_alloc(size_t floats);
void ck_free(void *_Nullable);

// ---- pool.c

struct ck_pool_state;
/// Threads that wait for loops. Any thread may use a pool; loops of one pool run one after another.
typedef struct CK_SENDABLE ck_pool {
    struct ck_pool_state *_Nonnull state;
} ck_pool;
typedef void (*ck_loop_body)(void *_Nonnull context, int index, int worker);

ck_pool ck_pool_create(int threads);
void ck_pool_free(ck_pool);
/// Calls body(context, index, worker) for every index below count; worker is below the number of threads.
void ck_pool_run(ck_pool, int count, ck_loop_body _Nonnull body, void *_Nonnull context);
/// Whether the calling thread is inside the body of some pool's loop.
bool ck_pool_is_running_here(void);
/// Cores that this process may use.
int ck_core_count(void);
#endif
