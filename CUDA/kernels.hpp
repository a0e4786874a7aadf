// The kernels as plain functions: addresses on the GPU, sizes, the stream on which to queue. Without libtorch's headers,
// which CUDA's compiler takes minutes to read for six architectures; operators.cpp checks the tensors.
#pragma once
#include <cuda_runtime_api.h>

#include <cstdint>

namespace ctorch {

enum class Half { float16, bfloat16 };

// Numbers of either the network's half type or, if `wide`, float32.
struct Row {
    const void *values = nullptr;
    bool wide = false;
};

struct GroupNormCall {
    Half type;
    const void *x; // [pictures, cells, channels]
    void *out;
    float *scratch; // group_norm_scratch() floats
    Row weight, bias, shift;
    bool shift_per_picture; // shift is [pictures, channels], else [channels]
    int64_t pictures, cells, channels, groups;
    float epsilon;
    bool silu;
};

constexpr int64_t widest_group_norm = 4096; // channels

int64_t group_norm_scratch(int64_t pictures, int64_t cells, int64_t channels, int64_t groups);
cudaError_t group_norm(const GroupNormCall &call, cudaStream_t stream);

// x is [rows, 2·width], out [rows, width].
cudaError_t geglu(Half type, const void *x, void *out, int64_t rows, int64_t width, cudaStream_t stream);

struct LayerNormCall {
    Half type;
    void *x;       // [rows, width], becomes x + y
    const void *y; // or null: x stays
    void *out;
    Row weight, bias;
    int64_t rows, width;
    float epsilon;
};

constexpr int64_t widest_layer_norm = 8192;

cudaError_t add_layer_norm(const LayerNormCall &call, cudaStream_t stream);

} // namespace ctorch
