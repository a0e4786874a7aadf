// What the kernels share: eight halves at a time (16 bytes, the widest load of a thread), sums over a warp, a launch.
// CUDA/check compiles the same files with a C++ compiler and runs them on threads that it emulates.
#pragma once
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include "kernels.hpp"

#ifdef NARCIS_EMULATOR
#include "check/emulator.hpp"
#endif

namespace ctorch {

constexpr int eight = 8, warp_size = 32;

template <typename T> struct Pair;

template <> struct Pair<__half> {
    using Packed = __half2;
    static __device__ float2 widen(Packed pair) { return __half22float2(pair); }
    static __device__ Packed narrow(float2 pair) { return __float22half2_rn(pair); }
};

template <> struct Pair<__nv_bfloat16> {
    using Packed = __nv_bfloat162;
    static __device__ float2 widen(Packed pair) { return __bfloat1622float2(pair); }
    static __device__ Packed narrow(float2 pair) { return __float22bfloat162_rn(pair); }
};

// Eight neighbours of type T as they lie in memory.
template <typename T> struct alignas(16) Octet {
    typename Pair<T>::Packed pairs[4];

    __device__ void widen(float (&values)[eight]) const {
#pragma unroll
        for (int i = 0; i < 4; ++i) {
            float2 pair = Pair<T>::widen(pairs[i]);
            values[2 * i] = pair.x;
            values[2 * i + 1] = pair.y;
        }
    }

    __device__ void narrow(const float (&values)[eight]) {
#pragma unroll
        for (int i = 0; i < 4; ++i) pairs[i] = Pair<T>::narrow(make_float2(values[2 * i], values[2 * i + 1]));
    }
};

// One 16-byte access; the structure's own copy would be made of four.
template <typename T> __device__ inline Octet<T> load(const Octet<T> *address) {
    union Bits {
        uint4 whole;
        Octet<T> octet;
        __device__ Bits() {}
    } bits;
    bits.whole = *reinterpret_cast<const uint4 *>(address);
    return bits.octet;
}

template <typename T> __device__ inline void store(Octet<T> *address, const float (&values)[eight]) {
    union Bits {
        uint4 whole;
        Octet<T> octet;
        __device__ Bits() {}
    } bits;
    bits.octet.narrow(values);
    *reinterpret_cast<uint4 *>(address) = bits.whole;
}

// Values 8·index … 8·index + 7 of a row.
template <typename T> __device__ inline void load_row(const Row &row, int64_t index, float (&values)[eight]) {
    if (row.wide) {
        auto *source = static_cast<const float4 *>(row.values) + 2 * index;
        float4 low = source[0], high = source[1];
        values[0] = low.x, values[1] = low.y, values[2] = low.z, values[3] = low.w;
        values[4] = high.x, values[5] = high.y, values[6] = high.z, values[7] = high.w;
    } else {
        load(static_cast<const Octet<T> *>(row.values) + index).widen(values);
    }
}

// Every lane gets the same bits: each step adds the same two numbers in both lanes.
__device__ inline float warp_sum(float value) {
#pragma unroll
    for (int distance = warp_size / 2; distance > 0; distance /= 2)
        value += __shfl_xor_sync(0xffffffffu, value, distance);
    return value;
}

struct Moment {
    float count, mean, rest; // rest: sum of squared differences from the mean
};

// (mean, rest) of `total` numbers, which `entries` parts hold; called by a whole warp. After Chan, Golub and LeVeque,
// The American Statistician 37, 1983: about the common mean, so that nothing cancels.
template <typename Entry> __device__ float2 joined(int entries, float total, const Entry &entry) {
    int lane = static_cast<int>(threadIdx.x) % warp_size;
    float mean = 0, rest = 0;
    for (int i = lane; i < entries; i += warp_size) mean += entry(i).count * entry(i).mean;
    mean = warp_sum(mean) / total;
    for (int i = lane; i < entries; i += warp_size) {
        Moment own = entry(i);
        rest += own.rest + own.count * (own.mean - mean) * (own.mean - mean);
    }
    return make_float2(mean, warp_sum(rest));
}

inline int64_t quotient_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

#ifndef NARCIS_EMULATOR
// The shared memory whose size the launch gives.
__device__ inline float *launch_memory() {
    extern __shared__ float4 memory[];
    return reinterpret_cast<float *>(memory);
}

template <typename... Parameters, typename... Arguments>
cudaError_t launch(void (*kernel)(Parameters...), dim3 grid, dim3 block, size_t shared, cudaStream_t stream,
                   const Arguments &...arguments) {
    kernel<<<grid, block, shared, stream>>>(arguments...);
    return cudaGetLastError();
}
#endif

} // namespace ctorch
