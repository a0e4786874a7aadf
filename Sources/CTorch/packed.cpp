// Weights in the order that oneDNN's kernels read, or as Winograd's matrices, made once instead of at every call.
#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include "guard.hpp"
#include "kernels.hpp"

using ctorch::optional;
using ctorch::produce;

namespace {

// These operators have no C++ declaration in libtorch's headers; the dispatcher knows them by name.
template <typename Signature> auto find(const char *name) {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

bool operators_exist() {
    for (auto *name : {"mkldnn::_reorder_linear_weight", "mkldnn::_linear_pointwise",
                       "mkldnn::_reorder_convolution_weight", "mkldnn::_convolution_pointwise"}) {
        if (!c10::Dispatcher::singleton().findSchema({name, ""})) return false;
    }
    return true;
}

using Scalars = c10::List<std::optional<at::Scalar>>;
using PackLinear = at::Tensor(const at::Tensor &, std::optional<c10::SymInt>);
using Linear = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, c10::string_view,
                          Scalars, std::optional<c10::string_view>);
using PackConvolution = at::Tensor(const at::Tensor &, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, int64_t,
                                   at::OptionalIntArrayRef);
using Convolution = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &,
                               at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, int64_t, c10::string_view, Scalars,
                               std::optional<c10::string_view>);

} // namespace

bool ctorch_can_pack(int type) {
#if defined(__x86_64__)
    static const bool has_operators = [] {
        bool result = false;
        ctorch::guarded([&] { result = at::hasMKLDNN() && operators_exist(); });
        return result;
    }();
    if (type == CTORCH_FLOAT32) return has_operators && __builtin_cpu_supports("avx2");
    return has_operators && type == CTORCH_BFLOAT16 && ctorch_cpu_has_fast_bfloat16();
#else
    return false;
#endif
}

int ctorch_pack_linear(CTorchTensorRef weight, int64_t rows, CTorchTensorRef *out) {
    return produce(out, [&] {
        static auto pack = find<PackLinear>("mkldnn::_reorder_linear_weight");
        return pack.call(weight->value, c10::SymInt(rows));
    });
}

int ctorch_linear_packed(CTorchTensorRef x, CTorchTensorRef packed, CTorchTensorRef bias, CTorchTensorRef *out) {
    return produce(out, [&] {
        static auto linear = find<Linear>("mkldnn::_linear_pointwise");
        return linear.call(x->value, packed->value, optional(bias), "none", Scalars(), std::nullopt);
    });
}

int64_t ctorch_packed_conv2d_count(const int64_t *weight, int type, int64_t stride) {
    bool is_winograd = ctorch::is_winograd_shape(ctorch::sizes(weight, 4), static_cast<at::ScalarType>(type), stride);
    return weight[0] * weight[1] * (is_winograd ? 16 : weight[2] * weight[3]);
}

int ctorch_pack_conv2d(CTorchTensorRef weight, int64_t stride, int64_t padding, const int64_t *input,
                       CTorchTensorRef *out) {
    return produce(out, [&] {
        auto &w = weight->value;
        TORCH_CHECK(w.is_cpu(), "weights are packed on the CPU");
        if (ctorch::is_winograd_shape(w.sizes(), w.scalar_type(), stride)) return ctorch::winograd_weight(w);
        static auto pack = find<PackConvolution>("mkldnn::_reorder_convolution_weight");
        return pack.call(weight->value, {padding, padding}, {stride, stride}, {1, 1}, 1, ctorch::sizes(input, 4));
    });
}

int ctorch_conv2d_packed(CTorchTensorRef x, CTorchTensorRef packed, CTorchTensorRef bias, int64_t stride,
                         int64_t padding, CTorchTensorRef *out) {
    return produce(out, [&] {
        // oneDNN's packed weights are opaque to libtorch; Winograd's are an ordinary tensor.
        if (!packed->value.is_mkldnn()) {
            TORCH_CHECK(stride == 1, "this weight was packed for a stride of 1");
            return ctorch::winograd_convolution(x->value, packed->value, optional(bias), padding);
        }
        static auto convolution = find<Convolution>("mkldnn::_convolution_pointwise");
        return convolution.call(x->value, packed->value, optional(bias), {padding, padding}, {stride, stride}, {1, 1},
                                1, "none", Scalars(), std::nullopt);
    });
}
