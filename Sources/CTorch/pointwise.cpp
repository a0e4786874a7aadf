// Pointwise operators and reductions.
#include "cuda_library.hpp"
#include "guard.hpp"
#include "kernels.hpp"

using ctorch::guarded;
using ctorch::produce;

int ctorch_add(CTorchTensorRef a, CTorchTensorRef b, double scale_of_b, CTorchTensorRef *out) {
    return produce(out, [&] { return at::add(a->value, b->value, scale_of_b); });
}

int ctorch_add_in_place(CTorchTensorRef a, CTorchTensorRef b, double scale_of_b) {
    return guarded([&] { a->value.add_(b->value, scale_of_b); });
}

int ctorch_multiply(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out) {
    return produce(out, [&] { return at::mul(a->value, b->value); });
}

int ctorch_divide(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out) {
    return produce(out, [&] { return at::div(a->value, b->value); });
}

int ctorch_affine(CTorchTensorRef x, double scale, double shift, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto scaled = scale == 1 ? x->value : at::mul(x->value, scale);
        return shift == 0 ? scaled : at::add(scaled, shift);
    });
}

int ctorch_clamp(CTorchTensorRef x, double low, double high, CTorchTensorRef *out) {
    return produce(out, [&] { return at::clamp(x->value, low, high); });
}

int ctorch_where(CTorchTensorRef mask, CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out) {
    return produce(out, [&] { return at::where(mask->value, a->value, b->value); });
}

int ctorch_greater(CTorchTensorRef x, double value, CTorchTensorRef *out) {
    return produce(out, [&] { return at::gt(x->value, value); });
}

int ctorch_silu(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return at::silu(x->value); });
}

int ctorch_gelu(CTorchTensorRef x, bool tanh_approximation, CTorchTensorRef *out) {
    return produce(out, [&] { return at::gelu(x->value, tanh_approximation ? "tanh" : "none"); });
}

int ctorch_quick_gelu(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return at::mul(x->value, 1.702).sigmoid_().mul_(x->value); });
}

int ctorch_geglu(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto *gpu = x->value.is_cuda() ? ctorch::cuda_library() : nullptr;
        auto fast = gpu ? gpu->geglu(x->value) : ctorch::fast_geglu(x->value);
        if (fast.defined()) return fast;
        auto halves = x->value.chunk(2, -1);
        return at::gelu(halves[1]).mul_(halves[0]);
    });
}

int ctorch_exp(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return at::exp(x->value); });
}

int ctorch_cos(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return at::cos(x->value); });
}

int ctorch_sin(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return at::sin(x->value); });
}

int ctorch_softmax(CTorchTensorRef x, int64_t axis, CTorchTensorRef *out) {
    return produce(out, [&] { return at::softmax(x->value, axis); });
}

int ctorch_all_finite(CTorchTensorRef x, bool *out) {
    return guarded([&] { *out = at::isfinite(x->value).all().item<bool>(); });
}
