#include "runtime.hpp"

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

struct CUstream_st {
    bool records = false, spoiled = false;
    std::thread::id thread;
    unsigned long long id = 0;
};

namespace {

std::mutex mutex;
std::map<void *, size_t> blocks;
std::vector<CUstream_st *> known;
unsigned long long recordings = 0;
thread_local auto mode = cudaStreamCaptureModeGlobal;
thread_local auto last_error = cudaSuccess;

cudaError_t done(cudaError_t error = cudaSuccess) {
    if (error != cudaSuccess) last_error = error;
    return error;
}

std::string name(cudaStream_t stream) {
    for (size_t i = 0; i < known.size(); ++i)
        if (known[i] == stream) return "stream " + std::to_string(i);
    return "default";
}

// A call that no recording bears: of the whole device, or of the recording thread unless it has lifted the bans.
cudaError_t unsafe(bool everywhere) {
    bool spoils = false;
    for (auto *stream : known) {
        if (!stream->records) continue;
        if (everywhere || (stream->thread == std::this_thread::get_id() && mode != cudaStreamCaptureModeRelaxed))
            spoils = stream->spoiled = true;
    }
    return done(spoils ? cudaErrorStreamCaptureUnsupported : cudaSuccess);
}

} // namespace

void runtime::wait_for_gpu(cudaStream_t stream) { stream->spoiled = true; }

extern "C" {

cudaError_t cudaGetDeviceCount(int *count) { return *count = 1, cudaSuccess; }
cudaError_t cudaGetDevice(int *device) { return *device = 0, cudaSuccess; }
cudaError_t cudaSetDevice(int) { return cudaSuccess; }
cudaError_t cudaDriverGetVersion(int *version) { return *version = 13000, cudaSuccess; }
cudaError_t cudaGetDeviceProperties(cudaDeviceProp *properties, int) {
    std::memset(properties, 0, sizeof *properties);
    properties->totalGlobalMem = 1 << 30;
    return cudaSuccess;
}
cudaError_t cudaMemGetInfo(size_t *left, size_t *total) {
    *total = 1 << 30;
    *left = *total - runtime::taken;
    return cudaSuccess;
}
cudaError_t cudaGetLastError() {
    auto error = last_error;
    last_error = cudaSuccess;
    return error;
}

cudaError_t cudaMalloc(void **address, size_t size) {
    std::lock_guard lock(mutex);
    if (auto error = unsafe(false); error != cudaSuccess) return error;
    if (runtime::taken + size > 1 << 30) return done(cudaErrorMemoryAllocation);
    *address = std::aligned_alloc(512, size);
    blocks[*address] = size;
    runtime::taken += size;
    return cudaSuccess;
}
cudaError_t cudaFree(void *address) {
    std::lock_guard lock(mutex);
    runtime::taken -= blocks.at(address);
    blocks.erase(address);
    std::free(address);
    return unsafe(false);
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t *stream, unsigned) {
    std::lock_guard lock(mutex);
    known.push_back(*stream = new CUstream_st);
    ++runtime::streams;
    return cudaSuccess;
}
cudaError_t cudaStreamCreateWithPriority(cudaStream_t *stream, unsigned, int) { return *stream = new CUstream_st, cudaSuccess; }
cudaError_t cudaDeviceGetStreamPriorityRange(int *least, int *greatest) {
    *least = 0, *greatest = -5;
    return cudaSuccess;
}
cudaError_t cudaDeviceSynchronize() { return unsafe(true); }
cudaError_t cudaStreamSynchronize(cudaStream_t) { return unsafe(false); }
cudaError_t cudaStreamQuery(cudaStream_t) { return unsafe(false); }
cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus *status) {
    *status = stream && stream->records ? cudaStreamCaptureStatusActive : cudaStreamCaptureStatusNone;
    return cudaSuccess;
}
cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode *other) {
    std::swap(mode, *other);
    return cudaSuccess;
}
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode) {
    if (runtime::begin_fails || !stream || stream->records) return done(cudaErrorIllegalState);
    stream->records = true;
    stream->spoiled = false;
    stream->thread = std::this_thread::get_id();
    stream->id = ++recordings;
    return cudaSuccess;
}
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t *graph) {
    *graph = nullptr;
    if (!stream->records) return done(cudaErrorIllegalState);
    if (stream->thread != std::this_thread::get_id()) return done(cudaErrorStreamCaptureWrongThread);
    stream->records = false;
    if (stream->spoiled) return done(cudaErrorStreamCaptureInvalidated);
    ++runtime::graphs;
    *graph = reinterpret_cast<cudaGraph_t>(stream->id);
    return cudaSuccess;
}
cudaError_t cudaGraphInstantiateWithFlags(cudaGraphExec_t *executable, cudaGraph_t graph, unsigned long long) {
    if (runtime::instantiate_fails) return done(cudaErrorMemoryAllocation);
    ++runtime::executables;
    *executable = reinterpret_cast<cudaGraphExec_t>(graph);
    return cudaSuccess;
}
cudaError_t cudaGraphDestroy(cudaGraph_t) { return --runtime::graphs, cudaSuccess; }
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t) { return --runtime::executables, unsafe(false); }
cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream) {
    runtime::calls.push_back("launch " + std::to_string(reinterpret_cast<uintptr_t>(executable)) + " on " + name(stream));
    return cudaSuccess;
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t *event, unsigned) {
    static uintptr_t next = 0;
    ++runtime::events;
    *event = reinterpret_cast<cudaEvent_t>(++next);
    return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t) { return --runtime::events, cudaSuccess; }
cudaError_t cudaEventSynchronize(cudaEvent_t) { return unsafe(false); }
cudaError_t cudaEventQuery(cudaEvent_t) { return unsafe(false); }
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
    runtime::calls.push_back("record " + std::to_string(reinterpret_cast<uintptr_t>(event)) + " on " + name(stream));
    return cudaSuccess;
}
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
    runtime::calls.push_back("wait for " + std::to_string(reinterpret_cast<uintptr_t>(event)) + " on " + name(stream));
    return cudaSuccess;
}

} // extern "C"
