// The operators of neural layers.
#include "cuda_library.hpp"
#include "guard.hpp"
#include "kernels.hpp"

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

int ctorch_group_norm(CTorchTensorRef x, CTorchTensorRef shift, int64_t groups, CTorchTensorRef weight,
                      CTorchTensorRef bias, double epsilon, bool silu, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto &w = weight->value, &b = bias->value;
        auto *gpu = x->value.is_cuda() ? ctorch::cuda_library() : nullptr;
        auto fast = gpu ? gpu->group_norm(x->value, optional(shift), groups, w, b, epsilon, silu)
                        : ctorch::fast_group_norm(x->value, optional(shift), groups, w, b, epsilon, silu);
        if (!fast.defined())
            fast = ctorch::float_group_norm(x->value, optional(shift), groups, w, b, epsilon, silu);
        if (fast.defined()) return fast;
        auto shifted = shift ? at::add(x->value, shift->value.unsqueeze(-1).unsqueeze(-1)) : x->value;
        auto result = at::group_norm(shifted, groups, w, b, epsilon);
        return silu ? at::silu_(result) : result;
    });
}

int ctorch_layer_norm(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, double epsilon,
                      CTorchTensorRef *out) {
    return ctorch_add_layer_norm(x, nullptr, weight, bias, epsilon, out);
}

int ctorch_add_layer_norm(CTorchTensorRef x, CTorchTensorRef added, CTorchTensorRef weight, CTorchTensorRef bias,
                          double epsilon, CTorchTensorRef *out) {
    return produce(out, [&] {
        if (bias) {
            auto *gpu = x->value.is_cuda() ? ctorch::cuda_library() : nullptr;
            auto add_layer_norm = gpu ? gpu->add_layer_norm : ctorch::fast_add_layer_norm;
            auto fast = add_layer_norm(x->value, optional(added), weight->value, bias->value, epsilon);
            if (fast.defined()) return fast;
        }
        if (added) x->value.add_(added->value);
        return at::layer_norm(x->value, {weight->value.numel()}, weight->value, optional(bias), epsilon);
    });
}

namespace {

// One wide head, as an autoencoder's: plain products in blocks of queries are faster than libtorch's fused kernel in
// bfloat16, and the blocks bound the memory of the scores.
at::Tensor wide_attention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, double scale) {
    auto out = at::empty(q.sizes(), q.options());
    auto keys = k.transpose(-2, -1);
    constexpr int64_t block = 1024;
    for (int64_t start = 0; start < q.size(2); start += block) {
        int64_t count = std::min(block, q.size(2) - start);
        auto scores = at::matmul(q.narrow(2, start, count), keys).mul_(scale);
        out.narrow(2, start, count).copy_(at::matmul(at::softmax(scores, -1), v));
    }
    return out;
}

at::Tensor attention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, bool causal, double scale) {
    if (!causal) {
        auto fast = ctorch::fast_attention(q, k, v, scale);
        if (fast.defined()) return fast.view({q.size(0), q.size(2), q.size(1), q.size(3)}).transpose(1, 2);
    }
    bool is_wide = q.is_cpu() && q.scalar_type() == at::kBFloat16 && !causal && q.size(-1) > 128;
    return is_wide ? wide_attention(q, k, v, scale)
                   : at::scaled_dot_product_attention(q, k, v, std::nullopt, 0.0, causal, scale);
}

} // namespace

int ctorch_attention(CTorchTensorRef q, CTorchTensorRef k, CTorchTensorRef v, bool causal, double scale,
                     CTorchTensorRef *out) {
    return produce(out, [&] { return attention(q->value, k->value, v->value, causal, scale); });
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

int ctorch_pad(CTorchTensorRef x, const int64_t *amounts, int count, double value, CTorchTensorRef *out) {
    return produce(out, [&] { return at::constant_pad_nd(x->value, ctorch::sizes(amounts, count), value); });
}
