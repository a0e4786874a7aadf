// CUDA's threads on a CPU: every thread of a block is a fiber, blocks run one after another. A shuffle waits for the
// whole warp and __syncthreads for the whole block; a thread that never comes ends the program with a message. A warp
// goes as far as it can before the next one goes on, and the order is drawn anew for every block: a missing barrier
// shows as a wrong result, or as one that changes between runs.
#pragma once
#include <ucontext.h>
#include <vector_functions.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#undef __shared__
#undef __global__
#undef __device__
#undef __launch_bounds__
#define __shared__ static
#define __global__
#define __device__
#define __launch_bounds__(...)

namespace emulator {

struct Fiber {
    ucontext_t context;
    dim3 index;
    unsigned number = 0;
    bool ended = false;
};

struct Warp {
    float slots[2][32];
    unsigned arrived = 0, turn = 0;
};

inline std::mt19937 order(1);
inline std::vector<Fiber> fibers;
inline std::vector<Warp> warps;
inline std::vector<char> stacks;
inline std::vector<float> memory; // of the block
inline Fiber *running = nullptr;
inline ucontext_t scheduler;
inline std::function<void()> body;
inline unsigned arrived = 0, turn = 0;
inline uint64_t events = 0; // goings-on: without one in a round, nothing can go on
constexpr size_t stack_size = 1 << 16;

inline void fail(const char *message) {
    std::fprintf(stderr, "emulator: %s\n", message);
    std::abort();
}

inline void pass() { swapcontext(&running->context, &scheduler); }

inline void run_fiber() {
    body();
    running->ended = true;
    ++events;
    if (arrived > 0) fail("a thread ended while others wait in __syncthreads");
    pass();
}

inline dim3 block_index, block_size, grid_size;

inline void run_block() {
    unsigned count = block_size.x * block_size.y * block_size.z;
    if (count % 32 != 0) fail("a block of broken warps");
    fibers = std::vector<Fiber>(count);
    warps = std::vector<Warp>(count / 32);
    stacks.resize(count * stack_size);
    std::fill(memory.begin(), memory.end(), std::numeric_limits<float>::quiet_NaN());
    std::vector<std::vector<Fiber *>> turns(warps.size());
    for (unsigned i = 0; i < count; ++i) {
        auto &fiber = fibers[i];
        fiber.number = i;
        fiber.index = dim3(i % block_size.x, i / block_size.x % block_size.y, i / (block_size.x * block_size.y));
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = stacks.data() + i * stack_size;
        fiber.context.uc_stack.ss_size = stack_size;
        fiber.context.uc_link = nullptr;
        makecontext(&fiber.context, run_fiber, 0);
        turns[i / 32].push_back(&fiber);
    }
    std::shuffle(turns.begin(), turns.end(), order);
    for (auto &warp : turns) std::shuffle(warp.begin(), warp.end(), order);
    while (!turns.empty()) {
        uint64_t start = events;
        for (auto &warp : turns) {
            for (uint64_t before = events + 1; before != events && !warp.empty();) {
                before = events;
                for (auto *fiber : warp) {
                    running = fiber;
                    swapcontext(&scheduler, &fiber->context);
                }
                std::erase_if(warp, [](Fiber *fiber) { return fiber->ended; });
            }
        }
        std::erase_if(turns, [](auto &warp) { return warp.empty(); });
        if (events == start) fail("threads wait for one that does not come");
    }
}

} // namespace emulator

#define threadIdx (emulator::running->index)
#define blockIdx (emulator::block_index)
#define blockDim (emulator::block_size)
#define gridDim (emulator::grid_size)

inline void __syncthreads() {
    ++emulator::events;
    unsigned turn = emulator::turn;
    if (++emulator::arrived == emulator::fibers.size()) {
        emulator::arrived = 0;
        ++emulator::turn;
    }
    while (emulator::turn == turn) emulator::pass();
    ++emulator::events;
}

inline float __shfl_xor_sync(unsigned mask, float value, int distance) {
    if (mask != 0xffffffffu) emulator::fail("a shuffle of part of a warp");
    ++emulator::events;
    unsigned lane = emulator::running->number % 32;
    auto &warp = emulator::warps[emulator::running->number / 32];
    unsigned turn = warp.turn;
    warp.slots[turn % 2][lane] = value;
    if (++warp.arrived == 32) {
        warp.arrived = 0;
        ++warp.turn;
    }
    while (warp.turn == turn) emulator::pass();
    return warp.slots[turn % 2][lane ^ static_cast<unsigned>(distance)];
}

inline float __fdividef(float a, float b) { return a / b; }
inline float __expf(float value) { return std::exp(value); }
using std::min;

namespace ctorch {

inline float *launch_memory() { return emulator::memory.data(); }

template <typename... Parameters, typename... Arguments>
cudaError_t launch(void (*kernel)(Parameters...), dim3 grid, dim3 block, size_t shared, cudaStream_t,
                   const Arguments &...arguments) {
    if (grid.x == 0 || grid.y == 0 || grid.y > 65535 || grid.z != 1 || block.x * block.y * block.z > 1024 ||
        shared > 48 << 10)
        return cudaErrorInvalidConfiguration;
    emulator::memory = std::vector<float>(shared / sizeof(float));
    emulator::body = [&] { kernel(arguments...); };
    emulator::grid_size = grid;
    emulator::block_size = block;
    for (unsigned y = 0; y < grid.y; ++y) {
        for (unsigned x = 0; x < grid.x; ++x) {
            emulator::block_index = dim3(x, y, 1);
            emulator::run_block();
        }
    }
    return cudaSuccess;
}

} // namespace ctorch
