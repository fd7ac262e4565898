// A thread pool for loops of microseconds to milliseconds. The caller works too. Workers wait for
// the next loop awake for a moment, then asleep: loops in a row cost about a microsecond each, and
// a program that computes nothing uses no CPU.
#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CKernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

enum { AWAKE_NANOSECONDS = 100000 };

// The gate holds all that decides who may work on what: the number of the round (upper half),
// whether it is open, and how many workers are inside. A worker enters only an open round, so a
// caller never waits for one that was still asleep when the work ran out.
typedef uint64_t gate_t;
static const gate_t OPEN = (gate_t)1 << 31;
static gate_t round_of(gate_t gate) { return gate >> 32; }
static gate_t inside(gate_t gate) { return gate & (OPEN - 1); }

// A Swift closure (index, worker), as Swift passes one that does not escape.
typedef __attribute__((swiftcall)) void (*closure)(long index, long worker,
                                                   __attribute__((swift_context)) void *context);

struct loop {
    closure body;
    void *context;
    long count;
};

struct ck_pool_state {
    int threads;
    pthread_t *workers;
    pthread_mutex_t callers; // held during a loop
    struct loop loop;
    pthread_mutex_t sleep;
    pthread_cond_t opened, emptied;
    _Alignas(64) _Atomic gate_t gate;
    _Alignas(64) atomic_long next;
    _Alignas(64) atomic_int sleepers;
    atomic_bool caller_sleeps, quit;
};

struct worker {
    struct ck_pool_state *pool;
    int number;
};

static _Thread_local bool running_here;

bool ck_pool_is_running_here(void) { return running_here; }

// Numbers too small for the normal format slow every product down; kernels treat them as zero.
static unsigned flush_denormals(void) {
#if defined(__x86_64__)
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040); // FTZ, DAZ
    return before;
#else
    return 0;
#endif
}

static void restore_denormals(unsigned before) {
#if defined(__x86_64__)
    _mm_setcsr(before);
#else
    (void)before;
#endif
}

static uint64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void relax(void) {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void take_indices(struct ck_pool_state *pool, int worker) {
    const struct loop loop = pool->loop;
    long index;
    running_here = true;
    while ((index = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed)) < loop.count)
        loop.body(index, worker, loop.context);
    running_here = false;
}

static bool has_news(struct ck_pool_state *pool, gate_t seen) {
    const gate_t gate = atomic_load(&pool->gate);
    return ((gate & OPEN) && round_of(gate) != seen) || atomic_load(&pool->quit);
}

static void wait_for_news(struct ck_pool_state *pool, gate_t seen) {
    const uint64_t asleep_at = nanoseconds() + AWAKE_NANOSECONDS;
    do {
        for (int i = 0; i < 32; i++) {
            if (has_news(pool, seen)) return;
            relax();
        }
    } while (nanoseconds() < asleep_at);
    pthread_mutex_lock(&pool->sleep);
    atomic_fetch_add(&pool->sleepers, 1);
    while (!has_news(pool, seen)) pthread_cond_wait(&pool->opened, &pool->sleep);
    atomic_fetch_sub(&pool->sleepers, 1);
    pthread_mutex_unlock(&pool->sleep);
}

static void leave(struct ck_pool_state *pool) {
    const gate_t gate = atomic_fetch_sub(&pool->gate, 1) - 1;
    if ((gate & OPEN) || inside(gate) || !atomic_load(&pool->caller_sleeps)) return;
    pthread_mutex_lock(&pool->sleep);
    pthread_cond_signal(&pool->emptied);
    pthread_mutex_unlock(&pool->sleep);
}

static void *work(void *argument) {
    const struct worker me = *(struct worker *)argument;
    free(argument);
    gate_t seen = 0;
    flush_denormals();
    for (;;) {
        wait_for_news(me.pool, seen);
        if (atomic_load(&me.pool->quit)) return NULL;
        gate_t gate = atomic_load(&me.pool->gate);
        if (!(gate & OPEN) || round_of(gate) == seen) continue;
        if (!atomic_compare_exchange_strong(&me.pool->gate, &gate, gate + 1)) continue;
        seen = round_of(gate);
        take_indices(me.pool, me.number);
        leave(me.pool);
    }
}

static void wake_sleepers(struct ck_pool_state *pool) {
    if (atomic_load(&pool->sleepers) == 0) return;
    pthread_mutex_lock(&pool->sleep);
    pthread_cond_broadcast(&pool->opened);
    pthread_mutex_unlock(&pool->sleep);
}

static void wait_until_empty(struct ck_pool_state *pool) {
    const uint64_t asleep_at = nanoseconds() + AWAKE_NANOSECONDS;
    do {
        for (int i = 0; i < 32; i++) {
            if (inside(atomic_load(&pool->gate)) == 0) return;
            relax();
        }
    } while (nanoseconds() < asleep_at);
    pthread_mutex_lock(&pool->sleep);
    atomic_store(&pool->caller_sleeps, true);
    while (inside(atomic_load(&pool->gate))) pthread_cond_wait(&pool->emptied, &pool->sleep);
    atomic_store(&pool->caller_sleeps, false);
    pthread_mutex_unlock(&pool->sleep);
}

static void run_inline(struct loop loop) {
    const bool was_running = running_here;
    running_here = true;
    for (long index = 0; index < loop.count; index++) loop.body(index, 0, loop.context);
    running_here = was_running;
}

static void run_on_all(struct ck_pool_state *pool, struct loop loop) {
    pool->loop = loop;
    atomic_store(&pool->next, 0);
    const gate_t round = round_of(atomic_load(&pool->gate)) + 1;
    atomic_store(&pool->gate, round << 32 | OPEN);
    wake_sleepers(pool);
    take_indices(pool, 0);
    atomic_fetch_and(&pool->gate, ~OPEN);
    wait_until_empty(pool);
}

// Swift declares it with a closure in place of the last two, so that starting a loop allocates
// nothing: a C function that took a context would need the closure in memory of its own.
__attribute__((swiftcall)) void ck_pool_run(struct ck_pool_state *pool, long count, closure body,
                                            void *context) {
    const struct loop loop = {body, context, count};
    pthread_mutex_lock(&pool->callers);
    const unsigned mode = flush_denormals();
    if (pool->threads == 1 || count <= 1) run_inline(loop);
    else run_on_all(pool, loop);
    restore_denormals(mode);
    pthread_mutex_unlock(&pool->callers);
}

ck_pool ck_pool_create(int threads) {
    struct ck_pool_state *pool = aligned_alloc(64, (sizeof *pool + 63) / 64 * 64);
    if (!pool) abort();
    memset(pool, 0, sizeof *pool);
    pthread_mutex_init(&pool->callers, NULL);
    pthread_mutex_init(&pool->sleep, NULL);
    pthread_cond_init(&pool->opened, NULL);
    pthread_cond_init(&pool->emptied, NULL);
    pool->workers = calloc((size_t)threads, sizeof *pool->workers);
    pool->threads = 1;
    // A system that refuses more threads gets a smaller pool.
    for (int number = 1; number < threads; number++) {
        struct worker *worker = malloc(sizeof *worker);
        if (!worker) break;
        *worker = (struct worker){pool, number};
        if (pthread_create(&pool->workers[number], NULL, work, worker) != 0) {
            free(worker);
            break;
        }
        pool->threads++;
    }
    return (ck_pool){pool};
}

void ck_pool_free(ck_pool handle) {
    struct ck_pool_state *pool = handle.state;
    atomic_store(&pool->quit, true);
    pthread_mutex_lock(&pool->sleep);
    pthread_cond_broadcast(&pool->opened);
    pthread_mutex_unlock(&pool->sleep);
    for (int number = 1; number < pool->threads; number++)
        pthread_join(pool->workers[number], NULL);
    pthread_cond_destroy(&pool->opened);
    pthread_cond_destroy(&pool->emptied);
    pthread_mutex_destroy(&pool->sleep);
    pthread_mutex_destroy(&pool->callers);
    free(pool->workers);
    free(pool);
}

int ck_core_count(void) {
#if defined(__linux__)
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) == 0) return CPU_COUNT(&cores);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (int)online;
}
