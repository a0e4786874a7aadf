// A CUDA runtime without a GPU for check/graphs.cpp, under the real allocator of libtorch (libc10_cuda.so): memory of the
// host, work that is done at once, and the rules of a recording: what waits while a stream records spoils it.
#pragma once
#include <cuda_runtime_api.h>

#include <string>
#include <vector>

namespace runtime {

inline std::vector<std::string> calls; // what was queued
inline size_t taken = 0;               // bytes of device memory
inline bool begin_fails = false, instantiate_fails = false;
inline int streams = 0, events = 0, graphs = 0, executables = 0; // that live

// As an operator would that waits for the GPU.
void wait_for_gpu(cudaStream_t stream);

} // namespace runtime
