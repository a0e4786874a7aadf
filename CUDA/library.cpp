// The library's door: the table, for the one version that it was built for.
#include "library.hpp"

#include <ATen/Context.h>
#include <c10/cuda/CUDACachingAllocator.h>

namespace {

// Of the current device. The allocator knows no device before libtorch has started CUDA.
void limit_memory(double share) {
    at::globalContext().lazyInitDevice(at::kCUDA);
    c10::cuda::CUDACachingAllocator::setMemoryFraction(share, c10::cuda::current_device());
}

constexpr ctorch::CUDALibrary library{ctorch::graph_begin, ctorch::graph_end, ctorch::graph_replay, ctorch::graph_free,
                                      ctorch::group_norm, ctorch::geglu, ctorch::add_layer_norm, limit_memory};

} // namespace

extern "C" __attribute__((visibility("default"))) const ctorch::CUDALibrary *narcis_cuda_library(int version) {
    return version == ctorch::cuda_library_version ? &library : nullptr;
}
