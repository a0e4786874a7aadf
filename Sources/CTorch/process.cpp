// Errors, threads, devices and libraries: what belongs to the process rather than to a tensor.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Exception.h>
#include <dlfcn.h>
#include <torch/version.h>

#include <cstring>

#include "guard.hpp"

namespace {
thread_local std::string last_error;
}

namespace ctorch {

int report(const std::exception &error) noexcept {
    bool out_of_memory = dynamic_cast<const std::bad_alloc *>(&error) != nullptr ||
                         dynamic_cast<const c10::OutOfMemoryError *>(&error) != nullptr;
    try {
        if (auto *torch_error = dynamic_cast<const c10::Error *>(&error)) {
            last_error = torch_error->what_without_backtrace();
        } else {
            last_error = error.what();
        }
        // The CPU allocator throws a plain Error; its text is the only mark.
        out_of_memory = out_of_memory || last_error.find("can't allocate memory") != std::string::npos;
    } catch (...) {
        // Keeping the message failed, most likely for want of memory: the status still says so.
    }
    return out_of_memory ? CTORCH_OUT_OF_MEMORY : CTORCH_FAILED;
}

} // namespace ctorch

const char *ctorch_last_error(void) { return last_error.c_str(); }

void ctorch_free(CTorchTensorRef tensor) { delete tensor; }

void ctorch_set_threads(int count) {
    ctorch::guarded([&] { at::set_num_threads(count); });
}

int ctorch_threads(void) { return at::get_num_threads(); }

bool ctorch_cuda_available(void) {
    bool available = false;
    ctorch::guarded([&] { available = at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0; });
    return available;
}

int ctorch_load_sibling(const char *name) {
    return ctorch::guarded([&] {
        Dl_info info;
        if (dladdr(reinterpret_cast<void *>(&at::get_num_threads), &info) == 0 || info.dli_fname == nullptr) {
            throw std::runtime_error("the folder of libtorch is unknown");
        }
        std::string path(info.dli_fname);
        path = path.substr(0, path.find_last_of('/') + 1) + name;
        // Global, so that the library's static registrations reach the dispatcher of libtorch_cpu.
        if (dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL) == nullptr) {
            const char *reason = dlerror();
            throw std::runtime_error(reason ? reason : "the library could not be loaded");
        }
    });
}

int ctorch_cuda_synchronize(void) {
    return ctorch::guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(0); });
}

int ctorch_cuda_empty_cache(void) {
    return ctorch::guarded([&] {
        if (at::hasCUDA()) at::getDeviceAllocator(at::kCUDA)->emptyCache();
    });
}

bool ctorch_cpu_has_fast_bfloat16(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#elif defined(__APPLE__)
    return true;
#else
    return false;
#endif
}
