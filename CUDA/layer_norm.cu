// x + y into x's memory, and the layer norm of that sum (as rounded there, so that the next reader of x sees what was
// normalised). A row stays in its threads' registers between the mean, the variance and the norm: one read, one write.
#include "device.cuh"

namespace ctorch {
namespace {

// A row is one warp's up to 1280 numbers (five octets for a lane), else that of a block of up to eight warps.
constexpr int most_warps = 8, rows_of_a_block = 4;

// `parts` must be one array per call: no barrier stands between its reading and the next use.
__device__ inline float row_sum(float value, float *parts) {
    value = warp_sum(value);
    if (blockDim.x == warp_size) return value;
    if (threadIdx.x % warp_size == 0) parts[threadIdx.x / warp_size] = value;
    __syncthreads();
    value = 0;
    for (unsigned i = 0; i < blockDim.x / warp_size; ++i) value += parts[i];
    return value;
}

// threadIdx.x: within the row; threadIdx.y: row within the block.
template <typename T, int octets>
__global__ void __launch_bounds__(most_warps *warp_size)
    normalise_rows(Octet<T> *x, const Octet<T> *__restrict__ y, Octet<T> *__restrict__ out, Row weight, Row bias,
                   int rows, int columns, float epsilon) {
    __shared__ float sums[most_warps], squares[most_warps];
    int row = static_cast<int>(blockIdx.x * blockDim.y + threadIdx.y);
    if (row >= rows) return; // a whole warp, and only where no barrier follows
    int64_t start = static_cast<int64_t>(row) * columns;
    auto own = [&](int i) { return static_cast<int>(i * blockDim.x + threadIdx.x); };
    Octet<T> loaded[octets], added[octets];
    float values[octets][eight], sum = 0, square = 0;
#pragma unroll
    for (int i = 0; i < octets; ++i)
        if (own(i) < columns) loaded[i] = load(x + start + own(i));
    if (y) {
#pragma unroll
        for (int i = 0; i < octets; ++i)
            if (own(i) < columns) added[i] = load(y + start + own(i));
    }
#pragma unroll
    for (int i = 0; i < octets; ++i) {
        if (own(i) >= columns) continue;
        loaded[i].widen(values[i]);
        if (y) {
            float more[eight];
            added[i].widen(more);
#pragma unroll
            for (int k = 0; k < eight; ++k) more[k] += values[i][k];
            loaded[i].narrow(more);
            loaded[i].widen(values[i]);
            store(x + start + own(i), values[i]);
        }
#pragma unroll
        for (int k = 0; k < eight; ++k) sum += values[i][k];
    }
    float width = static_cast<float>(columns) * eight, mean = row_sum(sum, sums) / width;
#pragma unroll
    for (int i = 0; i < octets; ++i) {
        if (own(i) >= columns) continue;
#pragma unroll
        for (int k = 0; k < eight; ++k) square += (values[i][k] - mean) * (values[i][k] - mean);
    }
    float inverse = 1.0f / sqrtf(row_sum(square, squares) / width + epsilon);
#pragma unroll
    for (int i = 0; i < octets; ++i) {
        if (own(i) >= columns) continue;
        float scale[eight], offset[eight];
        load_row<T>(weight, own(i), scale);
        load_row<T>(bias, own(i), offset);
#pragma unroll
        for (int k = 0; k < eight; ++k) offset[k] += (values[i][k] - mean) * inverse * scale[k];
        store(out + start + own(i), offset);
    }
}

template <typename T, int octets>
cudaError_t run(const LayerNormCall &call, int64_t warps, cudaStream_t stream) {
    int64_t per_block = warps == 1 ? rows_of_a_block : 1;
    return launch(normalise_rows<T, octets>, dim3(static_cast<unsigned>(quotient_up(call.rows, per_block))),
                  dim3(static_cast<unsigned>(warps * warp_size), static_cast<unsigned>(per_block)), 0, stream,
                  static_cast<Octet<T> *>(call.x), static_cast<const Octet<T> *>(call.y),
                  static_cast<Octet<T> *>(call.out), call.weight, call.bias, static_cast<int>(call.rows),
                  static_cast<int>(call.width / eight), call.epsilon);
}

template <typename T> cudaError_t choose(const LayerNormCall &call, cudaStream_t stream) {
    constexpr int64_t lane = warp_size * eight; // numbers that a warp takes at once
    if (call.width <= 3 * lane) return run<T, 3>(call, 1, stream);
    if (call.width <= 5 * lane) return run<T, 5>(call, 1, stream);
    return run<T, 4>(call, quotient_up(call.width, 4 * lane), stream);
}

} // namespace

static_assert(widest_layer_norm <= 4 * eight * warp_size * most_warps);

cudaError_t add_layer_norm(const LayerNormCall &call, cudaStream_t stream) {
    return call.type == Half::float16 ? choose<__half>(call, stream) : choose<__nv_bfloat16>(call, stream);
}

} // namespace ctorch
