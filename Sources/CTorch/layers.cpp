// The operators of neural layers.
#include "guard.hpp"

using ctorch::optional;
using ctorch::produce;

int ctorch_matmul(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out) {
    return produce(out, [&] { return at::matmul(a->value, b->value); });
}

int ctorch_linear(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, CTorchTensorRef *out) {
    return produce(out, [&] { return at::linear(x->value, weight->value, optional(bias)); });
}

int ctorch_conv2d(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, int64_t stride, int64_t padding,
                  CTorchTensorRef *out) {
    return produce(out, [&] {
        return at::conv2d(x->value, weight->value, optional(bias), {stride, stride}, {padding, padding});
    });
}

int ctorch_group_norm(CTorchTensorRef x, int64_t groups, CTorchTensorRef weight, CTorchTensorRef bias, double epsilon,
                      CTorchTensorRef *out) {
    return produce(out, [&] { return at::group_norm(x->value, groups, weight->value, bias->value, epsilon); });
}

int ctorch_layer_norm(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, double epsilon,
                      CTorchTensorRef *out) {
    return produce(out, [&] {
        return at::layer_norm(x->value, {weight->value.numel()}, weight->value, optional(bias), epsilon);
    });
}

int ctorch_attention(CTorchTensorRef q, CTorchTensorRef k, CTorchTensorRef v, bool causal, double scale,
                     CTorchTensorRef *out) {
    return produce(out, [&] {
        return at::scaled_dot_product_attention(q->value, k->value, v->value, std::nullopt, 0.0, causal, scale);
    });
}

int ctorch_embedding(CTorchTensorRef weight, CTorchTensorRef index, CTorchTensorRef *out) {
    return produce(out, [&] { return at::embedding(weight->value, index->value); });
}

int ctorch_upsample_nearest(CTorchTensorRef x, int64_t height, int64_t width, CTorchTensorRef *out) {
    return produce(out, [&] { return at::upsample_nearest2d(x->value, {height, width}); });
}

int ctorch_upsample_bilinear(CTorchTensorRef x, int64_t height, int64_t width, CTorchTensorRef *out) {
    return produce(out, [&] { return at::upsample_bilinear2d(x->value, {height, width}, false); });
}

int ctorch_max_pool2d(CTorchTensorRef x, int64_t size, int64_t stride, int64_t padding, CTorchTensorRef *out) {
    return produce(out, [&] {
        return at::max_pool2d(x->value, {size, size}, {stride, stride}, {padding, padding});
    });
}

int ctorch_pad(CTorchTensorRef x, const int64_t *amounts, int count, double value, CTorchTensorRef *out) {
    return produce(out, [&] { return at::constant_pad_nd(x->value, ctorch::sizes(amounts, count), value); });
}
