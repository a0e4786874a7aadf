// The project's own CPU kernels. Each returns an undefined tensor where it does not apply (another type, device,
// memory order or processor), and the caller takes libtorch's operators then.
#pragma once
#include <ATen/ATen.h>

namespace ctorch {

inline const float *float_data(const at::Tensor &x) { return static_cast<const float *>(x.const_data_ptr()); }
inline float *mutable_float_data(const at::Tensor &x) { return static_cast<float *>(x.mutable_data_ptr()); }

inline bool is_float_row(const at::Tensor &x, int64_t count) {
    return x.is_cpu() && x.scalar_type() == at::kFloat && x.is_contiguous() && x.numel() == count;
}

// x on that device. Large ones go to a GPU through pinned memory, so that reading overlaps with the transfer.
at::Tensor upload(const at::Tensor &x, at::Device device);

// softmax(q·kᵀ·scale)·v over [rows, heads, tokens, width], result [rows, tokens, heads·width].
at::Tensor fast_attention(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, double scale);

// GroupNorm, then SiLU if asked, of x (+ shift[n or 1, c]) in channels-last memory and bfloat16.
at::Tensor fast_group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                           const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu);

// The same in float32.
at::Tensor float_group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                            const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu);

// a·gelu(b) for the halves [a, b] of the last axis.
at::Tensor fast_geglu(const at::Tensor &x);

// sum = x + y into x's memory, and the layer norm of the sum; y may be undefined.
at::Tensor fast_add_layer_norm(at::Tensor &x, const std::optional<at::Tensor> &y, const at::Tensor &weight,
                               const at::Tensor &bias, double epsilon);

// Whether a kernel [out, in, height, width] is one that the two functions below are for.
bool is_winograd_shape(at::IntArrayRef weight, at::ScalarType type, int64_t stride);

// A float32 kernel [out, in, 3, 3] as sixteen matrices [16, in, out].
at::Tensor winograd_weight(const at::Tensor &weight);

// x's convolution with such a kernel, in channels-last memory.
at::Tensor winograd_convolution(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                                int64_t padding);

} // namespace ctorch
