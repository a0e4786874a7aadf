import CTorch

/// What belongs to the process: threads and devices.
package enum TorchRuntime {
    package static var threadCount: Int { Int(ctorch_threads()) }

    package static func setThreadCount(_ count: Int) { ctorch_set_threads(Int32(max(1, count))) }

    /// Whether the processor multiplies bfloat16 matrices in hardware; elsewhere libtorch is hundreds of times slower.
    package static var cpuHasFastBFloat16: Bool { ctorch_cpu_has_fast_bfloat16() }

    /// Loads the CUDA half of libtorch when it lies beside the CPU half, and says whether a GPU answers.
    package static func cudaIsAvailable() -> Bool { cudaLibraryLoaded && ctorch_cuda_available() }

    /// The device of that name, or an error that says why it cannot be used.
    package static func require(_ device: Device) throws(TorchError) {
        guard device == .cuda, !cudaIsAvailable() else { return }
        throw .deviceUnavailable(cudaLibraryLoaded ? .noAnswer : .noLibrary)
    }

    /// Loads the library with recorded work and fused kernels for the GPU; libtorch's CUDA half must be there.
    /// - Parameter path: nil for the one beside the program, which need not be there.
    package static func loadCUDALibrary(_ path: String? = nil) throws(TorchError) {
        try require(.cuda)
        try check(ctorch_load_cuda_library(path))
    }

    /// Whether work on the GPU can be recorded.
    package static var recordsWork: Bool { ctorch_has_cuda_library() }

    /// Waits until the GPU has done all it was given; timings need it.
    package static func synchronize(_ device: Device) throws(TorchError) {
        if device == .cuda { try check(ctorch_cuda_synchronize()) }
    }

    /// Makes large tensors lie in huge pages where the system has them. Call it before the first tensor is made; later it
    /// has no effect.
    package static func useHugePages() { ctorch_use_huge_pages() }

    /// Hands freed memory back: to the GPU's driver, or to the system.
    package static func releaseCachedMemory(_ device: Device) throws(TorchError) {
        if device == .cuda { try check(ctorch_cuda_empty_cache()) } else { ctorch_release_memory() }
    }

    private static let cudaLibraryLoaded = ctorch_load_sibling("libtorch_cuda.so") == 0
}
