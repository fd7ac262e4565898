// A matrix product of oneDNN: compiled for one number of rows and fixed strides.
#ifndef ONEDNN_PRODUCT_H
#define ONEDNN_PRODUCT_H
#include <stdbool.h>

#include "versions.h"

#define TRY(call)                                    \
    do {                                             \
        const dnnl_status_t status_ = (call);        \
        if (status_ != dnnl_success) return status_; \
    } while (0)

/// What y = x·W + b, or y += x·W + b, looks like in memory.
struct shape {
    long rows, inputs, outputs, x_stride, y_stride;
    bool adding;
};

/// The memory objects of one execution. Executions at the same time need one set each.
struct arguments {
    dnnl_memory_t x, y, scratch;
    struct arguments *next;
};

struct product {
    struct shape shape;
    dnnl_primitive_t primitive;
    layout *x, *y, *scratch;
    size_t scratch_bytes;
    struct arguments *idle;
    struct product *next;
};

/// Asks oneDNN how it would compute a product. `weights` may be open; `biases` may be NULL.
dnnl_status_t product_describe(dnnl_primitive_desc_t *made, struct shape, const layout *weights,
                               const layout *biases);
dnnl_status_t product_create(struct product **made, struct shape, const layout *weights,
                             const layout *biases);
void product_free(struct product *);
dnnl_status_t arguments_create(struct arguments **made, const struct product *);
#endif
