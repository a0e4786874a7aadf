// GroupNorm (+ shift, + SiLU) of channels-last halves in two launches: the groups' moments over slabs of cells, then the
// norm. Statistics are float32. A sum of squares would cancel where the mean is large beside the deviation: each thread
// sums about its first value (the pivot), and such sums are joined as moments. No atomics, and the slabs depend on the
// shape alone: the same bits on every run.
#include <algorithm>

#include "device.cuh"

namespace ctorch {
namespace {

// Threads of a block: column = eight channels, row = every rows-th cell, so that a warp reads memory in order.
constexpr int widest_block = static_cast<int>(widest_group_norm) / eight, usual_block = 320;
constexpr int loads = 4; // per thread in flight; half of them where the norm's numbers need the registers

struct Layout {
    int columns, rows, threads, slabs, slab, chunks, chunk; // slab, chunk: in cells; the last may be shorter

    // Two blocks for each processor of a large GPU, but at least eight cells for a thread. Every block of the second
    // launch reads the moments of all slabs, which bounds both numbers.
    Layout(int64_t pictures, int64_t cells, int64_t channels) {
        columns = static_cast<int>(channels / eight);
        rows = std::max(1, usual_block / columns);
        threads = static_cast<int>(quotient_up(columns * rows, warp_size) * warp_size);
        auto divide = [&](int64_t most, int &parts, int &size) {
            int64_t wanted = std::clamp<int64_t>(cells / (2 * loads * rows), 1, std::max<int64_t>(1, most / pictures));
            size = static_cast<int>(quotient_up(cells, wanted));
            parts = static_cast<int>(quotient_up(cells, size));
        };
        divide(256, slabs, slab);
        divide(512, chunks, chunk);
    }
};

struct Picture {
    int cells, channels, groups;
    Row shift;
    bool shift_per_picture;

    template <typename T> __device__ void load_shift(int picture, int column, float (&values)[eight]) const {
        if (shift.values)
            load_row<T>(shift, (shift_per_picture ? picture : 0) * (channels / eight) + column, values);
        else
            for (float &value : values) value = 0;
    }
};

// Cells begin + row, begin + row + rows, … below end.
__device__ inline int own_cells(int begin, int end, int row, int rows) {
    return begin + row < end ? (end - begin - row + rows - 1) / rows : 0;
}

// moments[picture, group, slab] = (mean, rest) of x + shift.
template <typename T>
__global__ void __launch_bounds__(widest_block)
    group_moments(const Octet<T> *__restrict__ x, float2 *__restrict__ moments, Picture shape, int rows, int slab) {
    int columns = shape.channels / eight, thread = static_cast<int>(threadIdx.x);
    int column = thread % columns, row = thread / columns, picture = static_cast<int>(blockIdx.y);
    int begin = static_cast<int>(blockIdx.x) * slab, end = min(begin + slab, shape.cells);
    float *means = launch_memory(), *squares = means + rows * shape.channels;
    if (row < rows) {
        float pivot[eight] = {}, sum[eight] = {}, square[eight] = {}, value[eight];
        int count = own_cells(begin, end, row, rows), step = rows * columns, done = 1;
        const Octet<T> *source = x + (static_cast<int64_t>(picture) * shape.cells + begin + row) * columns + column;
        auto add = [&](const Octet<T> &octet) {
            octet.widen(value);
#pragma unroll
            for (int k = 0; k < eight; ++k) {
                float d = value[k] - pivot[k];
                sum[k] += d;
                square[k] += d * d;
            }
        };
        if (count > 0) load(source).widen(pivot);
        for (; done + loads <= count; done += loads) {
            Octet<T> octets[loads];
#pragma unroll
            for (int i = 0; i < loads; ++i) octets[i] = load(source + static_cast<int64_t>(done + i) * step);
#pragma unroll
            for (int i = 0; i < loads; ++i) add(octets[i]);
        }
        for (; done < count; ++done) add(load(source + static_cast<int64_t>(done) * step));
        float shift[eight];
        shape.load_shift<T>(picture, column, shift);
        float share = count > 0 ? 1.0f / static_cast<float>(count) : 0.0f;
        int place = row * shape.channels + column * eight;
#pragma unroll
        for (int k = 0; k < eight; ++k) {
            means[place + k] = pivot[k] + shift[k] + sum[k] * share;
            squares[place + k] = square[k] - sum[k] * sum[k] * share;
        }
    }
    __syncthreads();

    int size = shape.channels / shape.groups, warps = static_cast<int>(blockDim.x) / warp_size;
    for (int group = thread / warp_size; group < shape.groups; group += warps) {
        auto entry = [&](int i) {
            int place = i / size * shape.channels + group * size + i % size;
            return Moment{static_cast<float>(own_cells(begin, end, i / size, rows)), means[place], squares[place]};
        };
        float2 moment = joined(rows * size, static_cast<float>(end - begin) * static_cast<float>(size), entry);
        if (thread % warp_size == 0)
            moments[(static_cast<int64_t>(picture) * shape.groups + group) * gridDim.x + blockIdx.x] = moment;
    }
}

__device__ inline float silu_of(float value) { return __fdividef(value, 1.0f + __expf(-value)); }

template <typename T>
__global__ void __launch_bounds__(widest_block)
    group_normalise(const Octet<T> *__restrict__ x, Octet<T> *__restrict__ out, const float2 *__restrict__ moments,
                    Picture shape, Row weight, Row bias, int rows, int slabs, int slab, int chunk, float epsilon,
                    bool silu) {
    int columns = shape.channels / eight, size = shape.channels / shape.groups;
    int thread = static_cast<int>(threadIdx.x), warps = static_cast<int>(blockDim.x) / warp_size;
    int column = thread % columns, row = thread / columns, picture = static_cast<int>(blockIdx.y);
    float *means = launch_memory(), *inverses = means + shape.groups;
    for (int group = thread / warp_size; group < shape.groups; group += warps) {
        const float2 *own = moments + (static_cast<int64_t>(picture) * shape.groups + group) * slabs;
        auto entry = [&](int i) {
            float cells = static_cast<float>(min(slab, shape.cells - i * slab));
            return Moment{cells * static_cast<float>(size), own[i].x, own[i].y};
        };
        float total = static_cast<float>(shape.cells) * static_cast<float>(size);
        float2 moment = joined(slabs, total, entry);
        if (thread % warp_size == 0) {
            means[group] = moment.x;
            inverses[group] = 1.0f / sqrtf(fmaxf(moment.y, 0.0f) / total + epsilon);
        }
    }
    __syncthreads();
    if (row >= rows) return;

    float center[eight], scale[eight], offset[eight];
    shape.load_shift<T>(picture, column, center);
    load_row<T>(weight, column, scale);
    load_row<T>(bias, column, offset);
#pragma unroll
    for (int k = 0; k < eight; ++k) {
        int group = (column * eight + k) / size;
        center[k] = means[group] - center[k];
        scale[k] *= inverses[group];
    }
    int begin = static_cast<int>(blockIdx.x) * chunk, end = min(begin + chunk, shape.cells);
    int count = own_cells(begin, end, row, rows), step = rows * columns;
    int64_t start = (static_cast<int64_t>(picture) * shape.cells + begin + row) * columns + column;
    x += start, out += start;
    auto put = [&](const Octet<T> &octet, Octet<T> *place) {
        float value[eight];
        octet.widen(value);
#pragma unroll
        for (int k = 0; k < eight; ++k) {
            value[k] = (value[k] - center[k]) * scale[k] + offset[k];
            if (silu) value[k] = silu_of(value[k]);
        }
        store(place, value);
    };
    for (; count >= 2; count -= 2, x += 2 * step, out += 2 * step) {
        Octet<T> first = load(x), second = load(x + step);
        put(first, out);
        put(second, out + step);
    }
    if (count > 0) put(load(x), out);
}

template <typename T> cudaError_t run(const GroupNormCall &call, cudaStream_t stream) {
    Layout layout(call.pictures, call.cells, call.channels);
    Picture shape{static_cast<int>(call.cells), static_cast<int>(call.channels), static_cast<int>(call.groups),
                  call.shift, call.shift_per_picture};
    auto *x = static_cast<const Octet<T> *>(call.x);
    auto *moments = reinterpret_cast<float2 *>(call.scratch);
    auto pictures = static_cast<unsigned>(call.pictures);
    size_t room = 2 * sizeof(float) * static_cast<size_t>(layout.rows * call.channels);
    auto error = launch(group_moments<T>, dim3(layout.slabs, pictures), dim3(layout.threads), room, stream, x, moments,
                        shape, layout.rows, layout.slab);
    if (error != cudaSuccess) return error;
    return launch(group_normalise<T>, dim3(layout.chunks, pictures), dim3(layout.threads),
                  2 * sizeof(float) * static_cast<size_t>(call.groups), stream, x, static_cast<Octet<T> *>(call.out),
                  moments, shape, call.weight, call.bias, layout.rows, layout.slabs, layout.slab, layout.chunk,
                  call.epsilon, call.silu);
}

} // namespace

int64_t group_norm_scratch(int64_t pictures, int64_t cells, int64_t channels, int64_t groups) {
    return 2 * pictures * groups * Layout(pictures, cells, channels).slabs;
}

cudaError_t group_norm(const GroupNormCall &call, cudaStream_t stream) {
    return call.type == Half::float16 ? run<__half>(call, stream) : run<__nv_bfloat16>(call, stream);
}

} // namespace ctorch
