// What differs between oneDNN 2 and 3: there, layouts are structs, here they are handles. Both are
// `layout *` in our code, owned by whoever made them.
#ifndef ONEDNN_VERSIONS_H
#define ONEDNN_VERSIONS_H
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

#if DNNL_VERSION_MAJOR >= 3

typedef struct dnnl_memory_desc layout;

static inline dnnl_status_t layout_create(layout **made, int rank, const dnnl_dims_t extents,
                                          const dnnl_dims_t strides) {
    return dnnl_memory_desc_create_with_strides(made, rank, extents, dnnl_f32, strides);
}

// Left to oneDNN.
static inline dnnl_status_t layout_create_open(layout **made, int rank, const dnnl_dims_t extents) {
    return dnnl_memory_desc_create_with_tag(made, rank, extents, dnnl_f32, dnnl_format_tag_any);
}

static inline dnnl_status_t layout_copy(layout **made, const layout *original) {
    return dnnl_memory_desc_clone(made, original);
}

static inline void layout_free(layout *made) {
    if (made) dnnl_memory_desc_destroy(made);
}

static inline dnnl_status_t append_sum(dnnl_post_ops_t operations) {
    return dnnl_post_ops_append_sum(operations, 1, 0, dnnl_f32);
}

static inline dnnl_status_t describe_matmul(dnnl_primitive_desc_t *made, dnnl_engine_t engine,
                                            const layout *x, const layout *w, const layout *bias,
                                            const layout *y, const_dnnl_primitive_attr_t how) {
    return dnnl_matmul_primitive_desc_create(made, engine, x, w, bias, y, how);
}

#else

typedef dnnl_memory_desc_t layout;

static inline dnnl_status_t layout_copy(layout **made, const layout *original) {
    *made = malloc(sizeof **made);
    if (!*made) return dnnl_out_of_memory;
    **made = *original;
    return dnnl_success;
}

static inline dnnl_status_t layout_create(layout **made, int rank, const dnnl_dims_t extents,
                                          const dnnl_dims_t strides) {
    layout described;
    const dnnl_status_t status =
        dnnl_memory_desc_init_by_strides(&described, rank, extents, dnnl_f32, strides);
    return status == dnnl_success ? layout_copy(made, &described) : status;
}

static inline dnnl_status_t layout_create_open(layout **made, int rank, const dnnl_dims_t extents) {
    layout described;
    const dnnl_status_t status =
        dnnl_memory_desc_init_by_tag(&described, rank, extents, dnnl_f32, dnnl_format_tag_any);
    return status == dnnl_success ? layout_copy(made, &described) : status;
}

static inline void layout_free(layout *made) { free(made); }

static inline dnnl_status_t append_sum(dnnl_post_ops_t operations) {
    return dnnl_post_ops_append_sum(operations, 1);
}

static inline dnnl_status_t describe_matmul(dnnl_primitive_desc_t *made, dnnl_engine_t engine,
                                            const layout *x, const layout *w, const layout *bias,
                                            const layout *y, const_dnnl_primitive_attr_t how) {
    dnnl_matmul_desc_t operation;
    const dnnl_status_t status = dnnl_matmul_desc_init(&operation, x, w, bias, y);
    if (status != dnnl_success) return status;
    return dnnl_primitive_desc_create(made, &operation, how, engine, NULL);
}

#endif
#endif
