#include "product.h"

#include "thread.h"

static dnnl_status_t add_to_result(dnnl_primitive_attr_t attributes) {
    dnnl_post_ops_t operations;
    TRY(dnnl_post_ops_create(&operations));
    dnnl_status_t status = append_sum(operations);
    if (status == dnnl_success)
        status = dnnl_primitive_attr_set_post_ops(attributes, operations);
    dnnl_post_ops_destroy(operations);
    return status;
}

static dnnl_status_t describe(dnnl_primitive_desc_t *made, const layout *x, const layout *weights,
                              const layout *biases, const layout *y, bool adding) {
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    dnnl_status_t status =
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success && adding) status = add_to_result(attributes);
    if (status == dnnl_success)
        status = describe_matmul(made, processor(), x, weights, biases, y, attributes);
    dnnl_primitive_attr_destroy(attributes);
    return status;
}

static dnnl_status_t rows_layout(layout **made, long rows, long columns, long stride) {
    const dnnl_dims_t extents = {rows, columns}, strides = {stride, 1};
    return layout_create(made, 2, extents, strides);
}

dnnl_status_t product_describe(dnnl_primitive_desc_t *made, struct shape shape,
                               const layout *weights, const layout *biases) {
    layout *x = NULL, *y = NULL;
    dnnl_status_t status = rows_layout(&x, shape.rows, shape.inputs, shape.x_stride);
    if (status == dnnl_success)
        status = rows_layout(&y, shape.rows, shape.outputs, shape.y_stride);
    if (status == dnnl_success) status = describe(made, x, weights, biases, y, shape.adding);
    layout_free(x);
    layout_free(y);
    return status;
}

static dnnl_status_t compile(struct product *product, const layout *weights,
                             const layout *biases) {
    const struct shape shape = product->shape;
    dnnl_primitive_desc_t description;
    TRY(rows_layout(&product->x, shape.rows, shape.inputs, shape.x_stride));
    TRY(rows_layout(&product->y, shape.rows, shape.outputs, shape.y_stride));
    TRY(describe(&description, product->x, weights, biases, product->y, shape.adding));
    dnnl_status_t status =
        layout_copy(&product->scratch,
                    dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0));
    if (status == dnnl_success) status = dnnl_primitive_create(&product->primitive, description);
    dnnl_primitive_desc_destroy(description);
    if (status == dnnl_success)
        product->scratch_bytes = dnnl_memory_desc_get_size(product->scratch);
    return status;
}

dnnl_status_t product_create(struct product **made, struct shape shape, const layout *weights,
                             const layout *biases) {
    struct product *product = calloc(1, sizeof *product);
    if (!product) return dnnl_out_of_memory;
    product->shape = shape;
    const dnnl_status_t status = compile(product, weights, biases);
    if (status == dnnl_success) *made = product;
    else product_free(product);
    return status;
}

static void arguments_free(struct arguments *arguments) {
    if (arguments->x) dnnl_memory_destroy(arguments->x);
    if (arguments->y) dnnl_memory_destroy(arguments->y);
    if (arguments->scratch) dnnl_memory_destroy(arguments->scratch);
    free(arguments);
}

void product_free(struct product *product) {
    while (product->idle) {
        struct arguments *next = product->idle->next;
        arguments_free(product->idle);
        product->idle = next;
    }
    if (product->primitive) dnnl_primitive_destroy(product->primitive);
    layout_free(product->x);
    layout_free(product->y);
    layout_free(product->scratch);
    free(product);
}

dnnl_status_t arguments_create(struct arguments **made, const struct product *product) {
    struct arguments *arguments = calloc(1, sizeof *arguments);
    if (!arguments) return dnnl_out_of_memory;
    dnnl_status_t status =
        dnnl_memory_create(&arguments->x, product->x, processor(), DNNL_MEMORY_NONE);
    if (status == dnnl_success)
        status = dnnl_memory_create(&arguments->y, product->y, processor(), DNNL_MEMORY_NONE);
    if (status == dnnl_success)
        status =
            dnnl_memory_create(&arguments->scratch, product->scratch, processor(), DNNL_MEMORY_NONE);
    if (status == dnnl_success) *made = arguments;
    else arguments_free(arguments);
    return status;
}
