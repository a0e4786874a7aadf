// a·gelu(b) for the halves [a, b] of each row, in float32 between load and store. gelu is the exact one, with erf.
#include "device.cuh"

namespace ctorch {
namespace {

constexpr int block = 256;

__device__ inline float gelu(float value) { return 0.5f * value * (1.0f + erff(value * 0.70710678118654752f)); }

// `columns` octets in a half row; `octets` in all of out.
template <typename T>
__global__ void __launch_bounds__(block)
    gated(const Octet<T> *__restrict__ x, Octet<T> *__restrict__ out, unsigned columns, unsigned octets) {
    unsigned index = blockIdx.x * blockDim.x + threadIdx.x;
    if (index >= octets) return;
    const Octet<T> *source = x + static_cast<int64_t>(index / columns) * 2 * columns + index % columns;
    Octet<T> left = load(source), right = load(source + columns);
    float a[eight], b[eight];
    left.widen(a);
    right.widen(b);
#pragma unroll
    for (int k = 0; k < eight; ++k) a[k] *= gelu(b[k]);
    store(out + index, a);
}

template <typename T>
cudaError_t run(const void *x, void *out, int64_t rows, int64_t width, cudaStream_t stream) {
    int64_t columns = width / eight, octets = rows * columns;
    return launch(gated<T>, dim3(static_cast<unsigned>(quotient_up(octets, block))), dim3(block), 0, stream,
                  static_cast<const Octet<T> *>(x), static_cast<Octet<T> *>(out), static_cast<unsigned>(columns),
                  static_cast<unsigned>(octets));
}

} // namespace

cudaError_t geglu(Half type, const void *x, void *out, int64_t rows, int64_t width, cudaStream_t stream) {
    return type == Half::float16 ? run<__half>(x, out, rows, width, stream)
                                 : run<__nv_bfloat16>(x, out, rows, width, stream);
}

} // namespace ctorch
