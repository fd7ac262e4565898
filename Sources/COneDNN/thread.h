// What each thread that computes has of its own.
#ifndef ONEDNN_THREAD_H
#define ONEDNN_THREAD_H
#include <oneapi/dnnl/dnnl.h>
#include <stddef.h>

/// The processor; shared by all threads. NULL if oneDNN has none.
dnnl_engine_t processor(void);
/// The calling thread's stream. Its first call keeps OpenMP from starting threads under this one: a
/// team of its own would compete with our pool, and spin for a while after each product.
dnnl_status_t thread_stream(dnnl_stream_t *stream);
/// The calling thread's memory for intermediate results; it grows as needed. NULL if there is none.
void *thread_scratch(size_t bytes);
#endif
