#ifndef CONEDNN_H
#define CONEDNN_H
#include <stdbool.h>
#include <stddef.h>

struct od_linear_state;
/// A linear layer y = x·W + b over weights in oneDNN's own layout. Any threads may apply it at once.
typedef struct __attribute__((swift_attr("@Sendable"))) od_linear {
    struct od_linear_state *_Nullable state;
} od_linear;

/// A status of oneDNN; zero is success.
typedef int od_status;
const char *_Nonnull od_status_name(od_status);

/// Chooses the layout of the weights; od_linear_pack must follow.
od_status od_linear_create(od_linear *_Nonnull, long inputs, long outputs, bool has_bias);
/// Bytes of the packed weights.
size_t od_linear_packed_size(od_linear);
/// Lays weights [outputs, inputs] out in `packed`, which like `bias` must outlive the layer.
od_status od_linear_pack(od_linear, const float *_Nonnull weight, float *_Nonnull packed,
                         const float *_Nullable bias);
void od_linear_free(od_linear);

/// y = x·W + b, or y += x·W + b, on the calling thread alone. Strides are floats from row to row.
od_status od_linear_apply(od_linear, long rows, const float *_Nonnull x, long x_stride,
                          float *_Nonnull y, long y_stride, bool adding);
/// Whether oneDNN has nothing for this but its reference code, which is a thousand times slower.
bool od_linear_is_slow(od_linear, long rows, long x_stride, long y_stride, bool adding);
#endif
