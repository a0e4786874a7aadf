// What the optional library narcis_cuda (folder CUDA/) gives to the shim: recorded work and fused kernels on a GPU.
// It is a file of its own, since it needs CUDA's compiler; without it the shim takes libtorch's operators.
#pragma once
#include <ATen/ATen.h>

#include <optional>

namespace ctorch {

// Both sides must be built from the same number; it grows with every change of the table.
constexpr int cuda_library_version = 1;

// Errors are C++ exceptions, as libtorch's own.
struct CUDALibrary {
    // Begins to record the calling thread's work on a stream of its own. `sharing` is a graph whose memory is used
    // again, or null; the two must never run at once. Records nothing that waits for the GPU.
    void *(*graph_begin)(void *sharing);
    // Ends recording, also after a failure; the thread's work goes to the former stream again. True where the graph can
    // be replayed.
    bool (*graph_end)(void *graph);
    // Queues the recorded work on the current stream.
    void (*graph_replay)(void *graph);
    // Waits for the graph's work and gives its memory back.
    void (*graph_free)(void *graph);

    // The kernels return an undefined tensor where they do not apply: another type, memory order or size.
    // GroupNorm, then SiLU if asked, of x (+ shift[n or 1, c]) in channels-last memory.
    at::Tensor (*group_norm)(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                             const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu);
    // a·gelu(b) for the halves [a, b] of the last axis.
    at::Tensor (*geglu)(const at::Tensor &x);
    // sum = x + y into x's memory, and the layer norm of the sum; y may be undefined.
    at::Tensor (*add_layer_norm)(at::Tensor &x, const std::optional<at::Tensor> &y, const at::Tensor &weight,
                                 const at::Tensor &bias, double epsilon);

    // The share of the device's memory that this process may take, 0…1.
    void (*limit_memory)(double share);
};

// The loaded library, or null.
const CUDALibrary *cuda_library();

} // namespace ctorch

// The library's only symbol; null for another version.
extern "C" const ctorch::CUDALibrary *narcis_cuda_library(int version);
