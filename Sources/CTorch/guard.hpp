// Shared by the shim's files: the handle type and the one guard through which every operator runs.
#pragma once
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <new>
#include <string>
#include <vector>

#include "ctorch.h"

struct CTorchTensor {
    at::Tensor value;
};

namespace ctorch {

int report(const std::exception &error) noexcept;

// Runs `body`, keeps its exception as this thread's last error, and turns it into a status.
template <typename Body> int guarded(Body body) noexcept {
    try {
        c10::InferenceMode inference;
        body();
        return CTORCH_OK;
    } catch (const std::exception &error) {
        return report(error);
    } catch (...) {
        return report(std::runtime_error("an unknown C++ exception"));
    }
}

template <typename Body> int produce(CTorchTensorRef *out, Body body) noexcept {
    *out = nullptr;
    return guarded([&] { *out = new CTorchTensor{body()}; });
}

inline at::IntArrayRef sizes(const int64_t *shape, int rank) { return {shape, static_cast<size_t>(rank)}; }

inline std::optional<at::Tensor> optional(CTorchTensorRef tensor) {
    return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

inline at::Device device(int kind) { return at::Device(kind == CTORCH_CUDA ? at::kCUDA : at::kCPU); }

} // namespace ctorch
