#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

#if DNNL_CPU_RUNTIME == DNNL_RUNTIME_OMP
// Declared here because the Swift toolchain brings no omp.h.
extern void omp_set_num_threads(int);
static void stay_on_this_thread(void) { omp_set_num_threads(1); }
#else
static void stay_on_this_thread(void) {}
#endif

struct thread {
    dnnl_stream_t stream;
    void *scratch;
    size_t scratch_bytes;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static dnnl_engine_t engine;

static void free_thread(void *pointer) {
    struct thread *thread = pointer;
    dnnl_stream_destroy(thread->stream);
    free(thread->scratch);
    free(thread);
}

static void prepare(void) {
    if (pthread_key_create(&key, free_thread) != 0) return;
    if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) engine = NULL;
}

dnnl_engine_t processor(void) {
    pthread_once(&once, prepare);
    return engine;
}

static dnnl_status_t current_thread(struct thread **current) {
    if (!processor()) return dnnl_runtime_error;
    *current = pthread_getspecific(key);
    if (*current) return dnnl_success;
    struct thread *thread = calloc(1, sizeof *thread);
    if (!thread) return dnnl_out_of_memory;
    stay_on_this_thread();
    const dnnl_status_t status =
        dnnl_stream_create(&thread->stream, engine, dnnl_stream_default_flags);
    if (status != dnnl_success || pthread_setspecific(key, thread) != 0) {
        if (status == dnnl_success) dnnl_stream_destroy(thread->stream);
        free(thread);
        return status == dnnl_success ? dnnl_out_of_memory : status;
    }
    *current = thread;
    return dnnl_success;
}

dnnl_status_t thread_stream(dnnl_stream_t *stream) {
    struct thread *thread;
    const dnnl_status_t status = current_thread(&thread);
    if (status == dnnl_success) *stream = thread->stream;
    return status;
}

void *thread_scratch(size_t bytes) {
    struct thread *thread;
    if (current_thread(&thread) != dnnl_success) return NULL;
    if (thread->scratch_bytes < bytes) {
        const size_t rounded = (bytes + 4095) / 4096 * 4096;
        free(thread->scratch);
        thread->scratch = aligned_alloc(4096, rounded);
        thread->scratch_bytes = thread->scratch ? rounded : 0;
    }
    return thread->scratch;
}
