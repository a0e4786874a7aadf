// Creation, properties, conversion and shape.
#include <ATen/CPUGeneratorImpl.h>

#include "guard.hpp"
#include "kernels.hpp"

using ctorch::guarded;
using ctorch::produce;
using ctorch::sizes;

int ctorch_copy(const void *bytes, const int64_t *shape, int rank, int type, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
        return at::from_blob(const_cast<void *>(bytes), sizes(shape, rank), options).clone();
    });
}

int ctorch_borrow(const void *bytes, const int64_t *shape, int rank, int type, void (*release)(void *), void *context,
                  CTorchTensorRef *out) {
    return produce(out, [&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
        return at::from_blob(const_cast<void *>(bytes), sizes(shape, rank), [=](void *) { release(context); }, options);
    });
}

int ctorch_full(const int64_t *shape, int rank, double value, int type, int device, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type)).device(ctorch::device(device));
        return at::full(sizes(shape, rank), value, options);
    });
}

int ctorch_normal(const int64_t *shape, int rank, uint64_t seed, CTorchTensorRef *out) {
    return produce(out, [&] {
        auto generator = at::make_generator<at::CPUGeneratorImpl>(seed);
        return at::randn(sizes(shape, rank), generator, at::TensorOptions().dtype(at::kFloat));
    });
}

int ctorch_rank(CTorchTensorRef tensor) { return static_cast<int>(tensor->value.dim()); }

void ctorch_shape(CTorchTensorRef tensor, int64_t *out) {
    auto shape = tensor->value.sizes();
    std::copy(shape.begin(), shape.end(), out);
}

int ctorch_type(CTorchTensorRef tensor) { return static_cast<int>(tensor->value.scalar_type()); }

int ctorch_device(CTorchTensorRef tensor) { return tensor->value.is_cuda() ? CTORCH_CUDA : CTORCH_CPU; }

bool ctorch_is_contiguous(CTorchTensorRef tensor) { return tensor->value.is_contiguous(); }

const void *ctorch_bytes(CTorchTensorRef tensor) { return tensor->value.const_data_ptr(); }

int ctorch_to(CTorchTensorRef x, int type, int device, CTorchTensorRef *out) {
    return produce(out, [&] {
        // To a GPU in the stored type: it converts faster than the processor.
        return ctorch::upload(x->value, ctorch::device(device)).to(static_cast<at::ScalarType>(type));
    });
}

int ctorch_contiguous(CTorchTensorRef x, bool channels_last, CTorchTensorRef *out) {
    return produce(out, [&] {
        return x->value.contiguous(channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
    });
}

int ctorch_clone(CTorchTensorRef x, CTorchTensorRef *out) {
    return produce(out, [&] { return x->value.clone(); });
}

int ctorch_write(CTorchTensorRef x, CTorchTensorRef source) {
    return guarded([&] { x->value.copy_(source->value, /*non_blocking=*/true); });
}

int ctorch_reshape(CTorchTensorRef x, const int64_t *shape, int rank, CTorchTensorRef *out) {
    return produce(out, [&] { return x->value.reshape(sizes(shape, rank)); });
}

int ctorch_permute(CTorchTensorRef x, const int64_t *order, int rank, CTorchTensorRef *out) {
    return produce(out, [&] { return x->value.permute(sizes(order, rank)); });
}

int ctorch_expand(CTorchTensorRef x, const int64_t *shape, int rank, CTorchTensorRef *out) {
    return produce(out, [&] { return x->value.expand(sizes(shape, rank)); });
}

int ctorch_narrow(CTorchTensorRef x, int64_t axis, int64_t start, int64_t length, CTorchTensorRef *out) {
    return produce(out, [&] { return x->value.narrow(axis, start, length); });
}

int ctorch_concatenate(const CTorchTensorRef *tensors, int count, int64_t axis, CTorchTensorRef *out) {
    return produce(out, [&] {
        std::vector<at::Tensor> parts;
        parts.reserve(count);
        for (int i = 0; i < count; ++i) parts.push_back(tensors[i]->value);
        return at::cat(parts, axis);
    });
}

int ctorch_index_select(CTorchTensorRef x, int64_t axis, CTorchTensorRef index, CTorchTensorRef *out) {
    return produce(out, [&] { return at::index_select(x->value, axis, index->value); });
}

int ctorch_index_copy(CTorchTensorRef x, int64_t axis, CTorchTensorRef index, CTorchTensorRef source,
                      CTorchTensorRef *out) {
    return produce(out, [&] { return at::index_copy(x->value, axis, index->value, source->value); });
}
