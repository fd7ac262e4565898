// Linear layers over packed weights. Each keeps the products it has met: one for every number of
// rows, pair of strides, and whether the result is added.
#include "COneDNN.h"

#include <oneapi/dnnl/dnnl_debug.h>
#include <pthread.h>
#include <string.h>

#include "product.h"
#include "thread.h"

struct od_linear_state {
    long inputs, outputs;
    layout *weights, *biases;
    dnnl_memory_t packed, bias;
    pthread_mutex_t lock; // over the list of products and their idle arguments
    struct product *products;
};

const char *od_status_name(od_status status) { return dnnl_status2str((dnnl_status_t)status); }

static struct shape shape_of(const struct od_linear_state *layer, long rows, long x_stride,
                             long y_stride, bool adding) {
    return (struct shape){rows, layer->inputs, layer->outputs, x_stride, y_stride, adding};
}

// ---- making a layer

// Row batches are about this large, and our matrices have their rows a little apart. oneDNN 2 packs
// weights in blocks only for rows without gaps, and then takes no others; the plain layout that it
// chooses here takes any rows, at the same speed.
enum { TYPICAL_ROWS = 98 };
static long typical_stride(long columns) { return (columns + 15) / 16 * 16 + 16; }

static dnnl_status_t choose_layouts(struct od_linear_state *layer, bool has_bias) {
    const dnnl_dims_t extents = {layer->inputs, layer->outputs};
    const dnnl_dims_t bias_extents = {1, layer->outputs}, bias_strides = {layer->outputs, 1};
    if (has_bias) TRY(layout_create(&layer->biases, 2, bias_extents, bias_strides));
    const struct shape shape = shape_of(layer, TYPICAL_ROWS, typical_stride(layer->inputs),
                                        typical_stride(layer->outputs), false);
    layout *open;
    TRY(layout_create_open(&open, 2, extents));
    dnnl_primitive_desc_t description;
    dnnl_status_t status = product_describe(&description, shape, open, layer->biases);
    layout_free(open);
    if (status != dnnl_success) return status;
    status = layout_copy(&layer->weights,
                         dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0));
    dnnl_primitive_desc_destroy(description);
    return status;
}

od_status od_linear_create(od_linear *made, long inputs, long outputs, bool has_bias) {
    if (!processor()) return dnnl_runtime_error;
    struct od_linear_state *layer = calloc(1, sizeof *layer);
    if (!layer) return dnnl_out_of_memory;
    layer->inputs = inputs;
    layer->outputs = outputs;
    pthread_mutex_init(&layer->lock, NULL);
    const dnnl_status_t status = choose_layouts(layer, has_bias);
    if (status == dnnl_success) made->state = layer;
    else od_linear_free((od_linear){layer});
    return status;
}

void od_linear_free(od_linear handle) {
    struct od_linear_state *layer = handle.state;
    while (layer->products) {
        struct product *next = layer->products->next;
        product_free(layer->products);
        layer->products = next;
    }
    if (layer->packed) dnnl_memory_destroy(layer->packed);
    if (layer->bias) dnnl_memory_destroy(layer->bias);
    layout_free(layer->weights);
    layout_free(layer->biases);
    pthread_mutex_destroy(&layer->lock);
    free(layer);
}

size_t od_linear_packed_size(od_linear handle) {
    return dnnl_memory_desc_get_size(handle.state->weights);
}

// ---- packing

static dnnl_status_t reorder(dnnl_memory_t from, const layout *from_layout, dnnl_memory_t to,
                             const layout *to_layout) {
    dnnl_stream_t stream;
    dnnl_primitive_desc_t description;
    dnnl_primitive_t primitive;
    TRY(thread_stream(&stream));
    TRY(dnnl_reorder_primitive_desc_create(&description, from_layout, processor(), to_layout,
                                           processor(), NULL));
    dnnl_status_t status = dnnl_primitive_create(&primitive, description);
    dnnl_primitive_desc_destroy(description);
    if (status != dnnl_success) return status;
    const dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
    status = dnnl_primitive_execute(primitive, stream, 2, arguments);
    if (status == dnnl_success) status = dnnl_stream_wait(stream);
    dnnl_primitive_destroy(primitive);
    return status;
}

od_status od_linear_pack(od_linear handle, const float *weight, float *packed, const float *bias) {
    struct od_linear_state *layer = handle.state;
    const dnnl_dims_t extents = {layer->inputs, layer->outputs}, strides = {1, layer->inputs};
    if (layer->biases)
        TRY(dnnl_memory_create(&layer->bias, layer->biases, processor(), (void *)bias));
    TRY(dnnl_memory_create(&layer->packed, layer->weights, processor(), packed));
    layout *given_layout;
    TRY(layout_create(&given_layout, 2, extents, strides));
    dnnl_memory_t given;
    dnnl_status_t status = dnnl_memory_create(&given, given_layout, processor(), (void *)weight);
    if (status == dnnl_success) {
        status = reorder(given, given_layout, layer->packed, layer->weights);
        dnnl_memory_destroy(given);
    }
    layout_free(given_layout);
    return status;
}

// ---- applying

static bool equal(struct shape a, struct shape b) {
    return a.rows == b.rows && a.inputs == b.inputs && a.outputs == b.outputs
        && a.x_stride == b.x_stride && a.y_stride == b.y_stride && a.adding == b.adding;
}

// The layer's lock is held.
static dnnl_status_t find_product(struct product **found, struct od_linear_state *layer,
                                  struct shape shape) {
    for (*found = layer->products; *found; *found = (*found)->next)
        if (equal((*found)->shape, shape)) return dnnl_success;
    TRY(product_create(found, shape, layer->weights, layer->biases));
    (*found)->next = layer->products;
    layer->products = *found;
    return dnnl_success;
}

static dnnl_status_t borrow(struct product **product, struct arguments **arguments,
                            struct od_linear_state *layer, struct shape shape) {
    pthread_mutex_lock(&layer->lock);
    dnnl_status_t status = find_product(product, layer, shape);
    if (status == dnnl_success) {
        *arguments = (*product)->idle;
        if (*arguments) (*product)->idle = (*arguments)->next;
        else status = arguments_create(arguments, *product);
    }
    pthread_mutex_unlock(&layer->lock);
    return status;
}

static void give_back(struct od_linear_state *layer, struct product *product,
                      struct arguments *arguments) {
    pthread_mutex_lock(&layer->lock);
    arguments->next = product->idle;
    product->idle = arguments;
    pthread_mutex_unlock(&layer->lock);
}

static dnnl_status_t execute(const struct od_linear_state *layer, const struct product *product,
                             struct arguments *with, const float *x, float *y) {
    dnnl_stream_t stream;
    TRY(thread_stream(&stream));
    void *scratch = product->scratch_bytes ? thread_scratch(product->scratch_bytes) : NULL;
    if (product->scratch_bytes && !scratch) return dnnl_out_of_memory;
    TRY(dnnl_memory_set_data_handle(with->x, (void *)x));
    TRY(dnnl_memory_set_data_handle(with->y, y));
    TRY(dnnl_memory_set_data_handle(with->scratch, scratch));
    const dnnl_exec_arg_t arguments[] = {
        {DNNL_ARG_SRC, with->x},
        {DNNL_ARG_WEIGHTS, layer->packed},
        {DNNL_ARG_DST, with->y},
        {DNNL_ARG_SCRATCHPAD, with->scratch},
        {DNNL_ARG_BIAS, layer->bias},
    };
    TRY(dnnl_primitive_execute(product->primitive, stream, layer->biases ? 5 : 4, arguments));
    return dnnl_stream_wait(stream);
}

od_status od_linear_apply(od_linear handle, long rows, const float *x, long x_stride, float *y,
                          long y_stride, bool adding) {
    struct od_linear_state *layer = handle.state;
    struct product *product;
    struct arguments *arguments;
    if (rows == 0) return dnnl_success;
    TRY(borrow(&product, &arguments, layer, shape_of(layer, rows, x_stride, y_stride, adding)));
    const dnnl_status_t status = execute(layer, product, arguments, x, y);
    give_back(layer, product, arguments);
    return status;
}

bool od_linear_is_slow(od_linear handle, long rows, long x_stride, long y_stride, bool adding) {
    const struct od_linear_state *layer = handle.state;
    const struct shape shape = shape_of(layer, rows, x_stride, y_stride, adding);
    dnnl_primitive_desc_t description;
    const char *name = "ref";
    if (product_describe(&description, shape, layer->weights, layer->biases) != dnnl_success)
        return true;
    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name);
    const bool is_reference = strncmp(name, "ref", 3) == 0;
    dnnl_primitive_desc_destroy(description);
    return is_reference;
}
