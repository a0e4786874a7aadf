// Where the kernels apply: half types, the memory order and the sizes that they were written for. Their results come
// from libtorch's allocator, so that recorded graphs own them like any other.
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <limits>

#include "kernels.hpp"
#include "library.hpp"

namespace ctorch {
namespace {

constexpr int64_t octet = 8, widest_index = std::numeric_limits<int32_t>::max(), most_pictures = 65535; // gridDim.y

// The kernels read 16 bytes at a time.
bool is_aligned(const at::Tensor &tensor) { return reinterpret_cast<uintptr_t>(tensor.const_data_ptr()) % 16 == 0; }

bool is_half(const at::Tensor &tensor) {
    auto type = tensor.scalar_type();
    return tensor.is_cuda() && (type == at::kHalf || type == at::kBFloat16) && tensor.numel() > 0 && is_aligned(tensor);
}

Half half_type(const at::Tensor &tensor) { return tensor.scalar_type() == at::kHalf ? Half::float16 : Half::bfloat16; }

// `count` numbers of x's type or float32 beside x.
std::optional<Row> row_of(const at::Tensor &values, int64_t count, const at::Tensor &x) {
    if (!values.defined() || values.numel() != count || !values.is_contiguous() || values.device() != x.device() ||
        !is_aligned(values))
        return {};
    if (values.scalar_type() == at::kFloat) return Row{values.const_data_ptr(), true};
    if (values.scalar_type() == x.scalar_type()) return Row{values.const_data_ptr(), false};
    return {};
}

bool has(const std::optional<at::Tensor> &tensor) { return tensor && tensor->defined(); }

} // namespace

at::Tensor group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                      const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu) {
    if (x.dim() != 4 || !is_half(x) || !x.is_contiguous(at::MemoryFormat::ChannelsLast) || groups < 1) return {};
    int64_t pictures = x.size(0), channels = x.size(1), cells = x.size(2) * x.size(3);
    if (channels % octet != 0 || channels % groups != 0 || channels > widest_group_norm || cells > widest_index ||
        pictures > most_pictures)
        return {};
    auto scale = row_of(weight, channels, x), offset = row_of(bias, channels, x);
    if (!scale || !offset) return {};
    Row own;
    bool per_picture = has(shift) && pictures > 1 && shift->numel() == pictures * channels;
    if (has(shift)) {
        auto row = row_of(*shift, per_picture ? pictures * channels : channels, x);
        if (!row) return {};
        own = *row;
    }
    c10::cuda::CUDAGuard device(x.device());
    auto out = at::empty_like(x);
    auto scratch = at::empty({group_norm_scratch(pictures, cells, channels, groups)}, x.options().dtype(at::kFloat));
    C10_CUDA_CHECK(group_norm({half_type(x), x.const_data_ptr(), out.mutable_data_ptr(), scratch.mutable_data_ptr<float>(),
                               *scale, *offset, own, per_picture, pictures, cells, channels, groups,
                               static_cast<float>(epsilon), silu},
                              c10::cuda::getCurrentCUDAStream()));
    return out;
}

at::Tensor geglu(const at::Tensor &x) {
    if (x.dim() < 1 || !is_half(x) || !x.is_contiguous() || x.size(-1) % (2 * octet) != 0 || x.numel() > widest_index)
        return {};
    auto sizes = x.sizes().vec();
    int64_t width = sizes.back() /= 2;
    c10::cuda::CUDAGuard device(x.device());
    auto out = at::empty(sizes, x.options());
    C10_CUDA_CHECK(geglu(half_type(x), x.const_data_ptr(), out.mutable_data_ptr(), out.numel() / width, width,
                         c10::cuda::getCurrentCUDAStream()));
    return out;
}

at::Tensor add_layer_norm(at::Tensor &x, const std::optional<at::Tensor> &y, const at::Tensor &weight,
                          const at::Tensor &bias, double epsilon) {
    if (x.dim() < 1 || !is_half(x) || !x.is_contiguous()) return {};
    int64_t width = x.size(-1), rows = x.numel() / width;
    if (width % octet != 0 || width > widest_layer_norm || rows > widest_index) return {};
    auto scale = row_of(weight, width, x), offset = row_of(bias, width, x);
    if (!scale || !offset) return {};
    if (has(y) && (y->sizes() != x.sizes() || y->scalar_type() != x.scalar_type() || y->device() != x.device() ||
                   !y->is_contiguous() || !is_aligned(*y) || y->is_alias_of(x)))
        return {};
    c10::cuda::CUDAGuard device(x.device());
    auto out = at::empty_like(x);
    C10_CUDA_CHECK(add_layer_norm({half_type(x), has(y) ? x.mutable_data_ptr() : const_cast<void *>(x.const_data_ptr()),
                                   has(y) ? y->const_data_ptr() : nullptr, out.mutable_data_ptr(), *scale, *offset,
                                   rows, width, static_cast<float>(epsilon)},
                                  c10::cuda::getCurrentCUDAStream()));
    return out;
}

} // namespace ctorch
