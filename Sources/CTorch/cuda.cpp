// A GPU's memory, the optional library with recorded work and fused kernels, and copies to the GPU.
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <cstring>

#include "cuda_library.hpp"
#include "guard.hpp"
#include "kernels.hpp"

using ctorch::guarded;

namespace {

// Written once, before or beside the engine's own thread.
std::atomic<const ctorch::CUDALibrary *> loaded{nullptr};

c10::DeviceAllocator &allocator() {
    if (!at::hasCUDA()) throw std::runtime_error("this libtorch has no CUDA half");
    return *at::getDeviceAllocator(at::kCUDA);
}

const ctorch::CUDALibrary &required_library() {
    auto *library = ctorch::cuda_library();
    if (library == nullptr) throw std::runtime_error("the library narcis_cuda is not loaded");
    return *library;
}

// The driver's own copy out of ordinary memory stages it in small blocks on one thread. Blocks of this size, filled by
// all threads while the one before is on its way, are bounded by the bus alone.
constexpr int64_t bytes_per_block = 32 << 20;
// Below it a plain copy is as fast.
constexpr int64_t fewest_bytes = 1 << 20;

// Where the program itself lies; empty where the system does not tell.
std::string beside_program() {
    char program[4096];
    auto count = readlink("/proc/self/exe", program, sizeof program);
    std::string path(program, count > 0 ? static_cast<size_t>(count) : 0);
    return path.substr(0, path.find_last_of('/') + 1) + "libnarcis_cuda.so";
}

void copy_bytes(char *target, const char *source, int64_t count) {
    at::parallel_for(0, count, 1 << 20, [&](int64_t begin, int64_t end) {
        std::memcpy(target + begin, source + begin, static_cast<size_t>(end - begin));
    });
}

} // namespace

const ctorch::CUDALibrary *ctorch::cuda_library() { return loaded.load(std::memory_order_acquire); }

// The allocator of pinned memory gives a block away again only when the copies out of it have ended.
at::Tensor ctorch::upload(const at::Tensor &x, at::Device device) {
    auto bytes = static_cast<int64_t>(x.nbytes());
    if (!x.is_cpu() || !device.is_cuda() || bytes < fewest_bytes || !x.is_contiguous()) return x.to(device);
    auto result = at::empty(x.sizes(), x.options().device(device));
    auto target = at::from_blob(result.mutable_data_ptr(), {bytes}, at::TensorOptions().dtype(at::kByte).device(device));
    auto *source = static_cast<const char *>(x.const_data_ptr());
    for (int64_t start = 0; start < bytes; start += bytes_per_block) {
        int64_t count = std::min(bytes_per_block, bytes - start);
        auto block = at::empty({count}, at::TensorOptions().dtype(at::kByte).pinned_memory(true));
        copy_bytes(static_cast<char *>(block.mutable_data_ptr()), source + start, count);
        target.narrow(0, start, count).copy_(block, /*non_blocking=*/true);
    }
    return result;
}

int ctorch_cuda_memory(CTorchMemory *out) {
    return guarded([&] {
        auto &device = allocator();
        auto [free, total] = device.getMemoryInfo(0);
        auto stats = device.getDeviceStats(0);
        constexpr auto all = static_cast<size_t>(c10::CachingAllocator::StatType::AGGREGATE);
        *out = {static_cast<int64_t>(total), static_cast<int64_t>(free), stats.allocated_bytes[all].current,
                stats.allocated_bytes[all].peak, stats.reserved_bytes[all].peak};
    });
}

int ctorch_cuda_reset_peak(void) {
    return guarded([&] { allocator().resetPeakStats(0); });
}

int ctorch_cuda_limit_memory(double share) {
    return guarded([&] { required_library().limit_memory(share); });
}

int ctorch_load_cuda_library(const char *path) {
    return guarded([&] {
        if (ctorch::cuda_library() != nullptr) return;
        std::string place = path ? path : beside_program();
        if (!path && access(place.c_str(), F_OK) != 0) return;
        void *handle = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
        const char *reason = handle ? nullptr : dlerror();
        if (handle == nullptr) throw std::runtime_error(reason ? reason : "the library could not be loaded");
        auto find = reinterpret_cast<decltype(&narcis_cuda_library)>(dlsym(handle, "narcis_cuda_library"));
        auto *table = find ? find(ctorch::cuda_library_version) : nullptr;
        if (table == nullptr) throw std::runtime_error(place + " is another version");
        loaded.store(table, std::memory_order_release);
    });
}

bool ctorch_has_cuda_library(void) { return ctorch::cuda_library() != nullptr; }

struct CTorchGraph {
    void *value;
};

int ctorch_graph_begin(CTorchGraphRef sharing, CTorchGraphRef *out) {
    *out = nullptr;
    return guarded([&] {
        auto graph = std::make_unique<CTorchGraph>();
        graph->value = required_library().graph_begin(sharing ? sharing->value : nullptr);
        *out = graph.release();
    });
}

int ctorch_graph_end(CTorchGraphRef graph) {
    return guarded([&] {
        if (!required_library().graph_end(graph->value)) throw std::runtime_error("the work cannot be recorded");
    });
}

int ctorch_graph_replay(CTorchGraphRef graph) {
    return guarded([&] { required_library().graph_replay(graph->value); });
}

void ctorch_graph_free(CTorchGraphRef graph) {
    guarded([&] { required_library().graph_free(graph->value); });
    delete graph;
}
