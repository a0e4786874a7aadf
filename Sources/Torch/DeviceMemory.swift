import CTorch

/// Bytes of a GPU.
package struct DeviceMemory: Sendable, Hashable {
    /// All that it has, and those that no process holds.
    package let total, free: Int
    /// Those that this process's tensors hold, and the most that they held since ``reset()``.
    package let held, peak: Int
    /// The most that the process took from the driver for them.
    package let peakReserved: Int

    package static func current() throws(TorchError) -> DeviceMemory {
        var memory = CTorchMemory()
        try check(ctorch_cuda_memory(&memory))
        return DeviceMemory(
            total: Int(memory.total), free: Int(memory.free), held: Int(memory.held), peak: Int(memory.peak),
            peakReserved: Int(memory.peak_reserved))
    }

    /// Begins a new peak.
    package static func reset() throws(TorchError) { try check(ctorch_cuda_reset_peak()) }

    /// Bounds what this process may take, 0…1 of all. Needs ``TorchRuntime/loadCUDALibrary(_:)``.
    package static func limit(share: Double) throws(TorchError) { try check(ctorch_cuda_limit_memory(share)) }
}
