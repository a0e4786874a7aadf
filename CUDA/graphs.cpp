// CUDA graphs over libtorch's allocator. libtorch has a class for this (at::cuda::CUDAGraph), but after a failed
// recording it leaves the allocator and the random generator recording, and the process can only be restarted: its
// capture_end throws where cudaStreamEndCapture fails, before it gives the pool back. So the same calls are made here,
// and undone in every case. Random numbers cannot be recorded: libtorch then throws, and the recording fails.
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGraphsC10Utils.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

// libtorch's own, declared here since their headers include those of five more CUDA libraries.
struct cublasContext;
namespace at::cuda {
c10::MempoolId_t graph_pool_handle();
cublasContext *getCurrentCUDABlasHandle();
void *getCUDABlasLtWorkspace();
} // namespace at::cuda

namespace ctorch {
namespace {

namespace allocator = c10::cuda::CUDACachingAllocator;
using c10::cuda::CUDAStream;
using Relaxed = c10::cuda::CUDAStreamCaptureModeGuard; // lifts the recording thread's bans on other calls

// One recording at a time: beginning waits for the device, which would spoil another thread's recording.
std::binary_semaphore recording(1);

// Streams are kept for the next graph: libtorch keeps cuBLAS's work memory, up to 32 MB, for every stream it has seen.
class Streams {
public:
    CUDAStream take(c10::DeviceIndex device) {
        std::lock_guard lock(mutex);
        auto &own = idle[device];
        if (own.empty()) {
            cudaStream_t stream;
            C10_CUDA_CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
            return c10::cuda::getStreamFromExternal(stream, device);
        }
        auto stream = own.back();
        own.pop_back();
        return stream;
    }
    void give(CUDAStream stream) {
        std::lock_guard lock(mutex);
        idle[stream.device_index()].push_back(stream);
    }

private:
    std::mutex mutex;
    std::map<c10::DeviceIndex, std::vector<CUDAStream>> idle;
};

Streams &streams() {
    static auto *streams = new Streams; // never destroyed: CUDA may be gone before
    return *streams;
}

// What graphs that use the same memory have in common. The allocator gives a block only to the stream that had it.
struct Memory {
    const c10::DeviceIndex device = c10::cuda::current_device();
    const CUDAStream stream = streams().take(device);
    const c10::MempoolId_t pool = at::cuda::graph_pool_handle();
    std::mutex order;
    cudaEvent_t last = nullptr; // the end of what was queued last

    Memory() { C10_CUDA_CHECK(cudaEventCreateWithFlags(&last, cudaEventDisableTiming)); }
    Memory(const Memory &) = delete;
    ~Memory() {
        Relaxed relaxed(cudaStreamCaptureModeRelaxed);
        C10_CUDA_CHECK_WARN(cudaEventDestroy(last));
        streams().give(stream);
    }
};

struct Graph {
    const std::shared_ptr<Memory> memory;
    const CUDAStream former = c10::cuda::getCurrentCUDAStream(memory->device);
    const std::thread::id thread = std::this_thread::get_id();
    bool is_recording = false, has_pool = false;
    cudaGraphExec_t executable = nullptr;

    void begin() {
        c10::cuda::setCurrentCUDAStream(memory->stream);
        // cuBLAS's work memory for this thread and stream is taken before the graph's own memory is opened: libtorch
        // keeps it for ever.
        at::cuda::getCurrentCUDABlasHandle();
        at::cuda::getCUDABlasLtWorkspace();
        allocator::beginAllocateToPool(memory->device, memory->pool,
                                       [stream = memory->stream.stream()](cudaStream_t asked) { return asked == stream; });
        is_recording = has_pool = true;
        C10_CUDA_CHECK(cudaStreamBeginCapture(memory->stream, cudaStreamCaptureModeThreadLocal));
    }

    // Nothing here may be skipped by an error of what stands before it.
    cudaError_t end() {
        cudaGraph_t recorded = nullptr;
        auto error = cudaStreamEndCapture(memory->stream, &recorded);
        if (error == cudaSuccess && !recorded) error = cudaErrorStreamCaptureInvalidated;
        if (is_recording) allocator::endAllocateToPool(memory->device, memory->pool);
        is_recording = false;
        c10::cuda::setCurrentCUDAStream(former);
        if (error == cudaSuccess) // the flags of libtorch's class
            error = cudaGraphInstantiateWithFlags(
                &executable, recorded, cudaGraphInstantiateFlagAutoFreeOnLaunch | cudaGraphInstantiateFlagUseNodePriority);
        if (recorded) C10_CUDA_CHECK_WARN(cudaGraphDestroy(recorded));
        if (error != cudaSuccess) {
            C10_CUDA_CLEAR_ERROR();
            executable = nullptr;
            release();
        }
        return error;
    }

    void release() {
        Relaxed relaxed(cudaStreamCaptureModeRelaxed);
        C10_CUDA_CHECK_WARN(cudaEventSynchronize(memory->last));
        if (executable) C10_CUDA_CHECK_WARN(cudaGraphExecDestroy(executable));
        executable = nullptr;
        if (has_pool) allocator::releasePool(memory->device, memory->pool);
        has_pool = false;
    }
};

thread_local Graph *recorded_here = nullptr;

} // namespace

void *graph_begin(void *sharing) {
    auto *other = static_cast<Graph *>(sharing);
    TORCH_CHECK(!recorded_here, "this thread records a graph already");
    TORCH_CHECK(!other || other->executable, "only a recorded graph's memory can be used again");
    TORCH_CHECK(!other || other->memory->device == c10::cuda::current_device(), "a graph's memory is on its device");
    recording.acquire();
    std::unique_ptr<Graph> graph;
    try {
        c10::cuda::device_synchronize();
        allocator::emptyCache(); // a graph cannot take what is kept for others
        graph.reset(new Graph{other ? other->memory : std::make_shared<Memory>()});
        graph->begin();
    } catch (...) {
        if (graph) graph->end();
        recording.release();
        throw;
    }
    return recorded_here = graph.release();
}

bool graph_end(void *handle) {
    auto *graph = static_cast<Graph *>(handle);
    TORCH_CHECK(graph && graph == recorded_here, "this thread does not record that graph");
    recorded_here = nullptr;
    auto error = graph->end();
    recording.release();
    if (error != cudaSuccess) TORCH_WARN("a recording failed: ", cudaGetErrorString(error));
    return error == cudaSuccess;
}

void graph_replay(void *handle) {
    auto *graph = static_cast<Graph *>(handle);
    TORCH_CHECK(graph && graph->executable, "the graph was not recorded");
    auto &memory = *graph->memory;
    c10::cuda::CUDAGuard device(memory.device);
    auto stream = c10::cuda::getCurrentCUDAStream(memory.device);
    std::lock_guard lock(memory.order);
    C10_CUDA_CHECK(cudaStreamWaitEvent(stream, memory.last, 0)); // on another stream, a graph of the same memory
    C10_CUDA_CHECK(cudaGraphLaunch(graph->executable, stream));
    C10_CUDA_CHECK(cudaEventRecord(memory.last, stream));
}

void graph_free(void *handle) {
    std::unique_ptr<Graph> graph(static_cast<Graph *>(handle));
    if (!graph) return;
    if (graph.get() == recorded_here) graph_end(graph.get());
    graph->release();
    graph.reset();
    if (!recording.try_acquire()) return; // the allocator finds the memory when it runs short
    allocator::emptyCache();
    recording.release();
}

} // namespace ctorch
