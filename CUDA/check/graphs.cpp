// Records, fails, shares and frees graphs on libtorch's real allocator over an emulated CUDA runtime.
#include "runtime.hpp"

#include <c10/cuda/CUDACachingAllocator.h>

#include <cstdio>
#include <functional>
#include <map>

#include "../library.hpp"

namespace allocator = c10::cuda::CUDACachingAllocator;

struct cublasContext;
namespace at::cuda { // of libtorch_cuda.so, which needs a GPU's libraries
c10::MempoolId_t graph_pool_handle() {
    static c10::CaptureId_t next = 0;
    return {0, ++next};
}
cublasContext *getCurrentCUDABlasHandle() {
    static std::map<cudaStream_t, void *> work;
    auto &own = work[c10::cuda::getCurrentCUDAStream()];
    if (!own) own = allocator::raw_alloc(8 << 20);
    return nullptr;
}
void *getCUDABlasLtWorkspace() { return nullptr; }
} // namespace at::cuda
namespace c10::cuda::_internal {
void setHasPrimaryContext(bool (*answer)(DeviceIndex)); // libtorch_cuda.so sets it, too
}

namespace {

int faults = 0;

void expect(bool good, const char *what) {
    std::printf("%s %s\n", good ? "ok   " : "FAULT", what);
    faults += !good;
}

bool throws(const std::function<void()> &body) {
    try {
        body();
    } catch (const std::exception &) {
        return true;
    }
    return false;
}

constexpr size_t piece = 32 << 20;

void *record(void *sharing = nullptr) {
    auto *graph = ctorch::graph_begin(sharing);
    for (int i = 0; i < 3; ++i) allocator::raw_delete(allocator::raw_alloc(piece)); // a network's passing memory
    return graph;
}

// The thread's stream is the old one, nothing records, and memory is as it was.
bool is_clean(size_t taken) {
    bool usable = !throws([] {
        allocator::raw_delete(allocator::raw_alloc(piece));
        allocator::emptyCache(); // libtorch refuses while it thinks that something records
    });
    return usable && c10::cuda::getCurrentCUDAStream() == c10::cuda::getDefaultCUDAStream() &&
           runtime::taken == taken && runtime::graphs == 0;
}

} // namespace

int main() {
    allocator::init(1);
    c10::cuda::_internal::setHasPrimaryContext([](c10::DeviceIndex) { return true; });
    auto *first = record();
    expect(c10::cuda::getCurrentCUDAStream() != c10::cuda::getDefaultCUDAStream(), "recording has a stream of its own");
    expect(throws([] { ctorch::graph_begin(nullptr); }), "a thread records one graph at a time");
    expect(ctorch::graph_end(first), "a recording ends well");
    expect(runtime::taken == piece + (20 << 20), "a graph keeps its memory, besides cuBLAS's");
    ctorch::graph_replay(first);
    expect(runtime::calls == std::vector<std::string>{"wait for 1 on default", "launch 1 on default", "record 1 on default"},
           "replay waits for the last graph of the memory, and marks its own end");

    auto *second = record(first);
    expect(ctorch::graph_end(second) && runtime::taken == piece + (20 << 20), "a second graph uses the first one's memory");
    ctorch::graph_free(first);
    expect(runtime::taken == piece + (20 << 20) && runtime::events == 1, "which stays while the second lives");
    runtime::calls.clear();
    ctorch::graph_replay(second);
    expect(runtime::calls.size() == 3 && runtime::calls[1] == "launch 2 on default", "and replays");
    ctorch::graph_free(second);
    size_t rest = runtime::taken; // cuBLAS's
    expect(rest == 20 << 20 && runtime::executables == 0 && runtime::events == 0, "the last one gives the memory back");

    auto *spoiled = record();
    void *held = allocator::raw_alloc(piece);
    runtime::wait_for_gpu(c10::cuda::getCurrentCUDAStream());
    expect(!ctorch::graph_end(spoiled), "a spoiled recording is told");
    expect(throws([&] { ctorch::graph_replay(spoiled); }), "and never replays");
    expect(throws([&] { ctorch::graph_begin(spoiled); }), "nor shares");
    ctorch::graph_free(spoiled);
    expect(is_clean(rest + piece), "what still uses its memory keeps it");
    allocator::raw_delete(held);
    allocator::emptyCache();
    expect(is_clean(rest), "the process goes on after a spoiled recording");

    runtime::begin_fails = true;
    expect(throws([] { record(); }) && is_clean(rest), "and after one that did not begin");
    runtime::begin_fails = false;
    runtime::instantiate_fails = true;
    auto *unusable = record();
    expect(!ctorch::graph_end(unusable), "a graph for which there is no room is told");
    ctorch::graph_free(unusable);
    expect(is_clean(rest), "and leaves nothing");
    runtime::instantiate_fails = false;

    auto *large = ctorch::graph_begin(nullptr);
    expect(throws([] { allocator::raw_alloc(2ul << 30); }), "memory runs out while recording");
    ctorch::graph_end(large);
    ctorch::graph_free(large);
    expect(is_clean(rest), "and the process goes on");

    auto *old = record();
    ctorch::graph_end(old);
    auto *open = record();
    ctorch::graph_free(old);
    expect(ctorch::graph_end(open), "freeing a graph does not spoil the recording of another");
    expect(runtime::streams == 2, "streams are used again");
    open = (ctorch::graph_free(open), record(nullptr));
    ctorch::graph_free(open);
    expect(is_clean(rest + (20 << 20)), "freeing ends a recording");
    std::printf("%d faults\n", faults);
    return faults > 0;
}
