import CTorch

/// Work that can be done again with what then lies in the memory it reads.
package protocol RepeatableWork: AnyObject {
    /// - Returns: the result, in memory that the next repetition writes anew.
    func repeated() throws(TorchError) -> Tensor
}

/// Work on a GPU that was recorded once and is repeated with what then lies in the same memory: a step of a thousand
/// small kernels costs one launch (CUDA graphs).
///
/// Not `Sendable`: like tensors it stays on the executor that made it. Needs ``TorchRuntime/loadCUDALibrary(_:)``.
package final class RecordedWork: RepeatableWork {
    private let result: Tensor
    private let graph: OpaquePointer
    /// Holds the memory that both use.
    private let sharing: RecordedWork?

    /// Records `work`; it runs when it is first repeated.
    /// - Parameters:
    ///   - sharing: work whose memory is used again. The two must never run at once, and a result of the one must be read
    ///     before the other runs.
    ///   - work: must not wait for the GPU, and reads no memory that is given back before a repetition.
    package init(sharing: RecordedWork? = nil, _ work: () throws(TorchError) -> Tensor) throws(TorchError) {
        var opened: OpaquePointer?
        try check(ctorch_graph_begin(sharing?.graph, &opened))
        guard let opened else { throw .failed("no graph") }
        let outcome: Result<Tensor, TorchError>
        do { outcome = .success(try work()) } catch { outcome = .failure(error) }
        let status = ctorch_graph_end(opened)
        do {
            result = try outcome.get()
            try check(status)
        } catch {
            ctorch_graph_free(opened)
            throw error
        }
        graph = opened
        self.sharing = sharing
    }

    deinit { ctorch_graph_free(graph) }

    /// Queues the work once more.
    package func repeated() throws(TorchError) -> Tensor {
        try check(ctorch_graph_replay(graph))
        return result
    }
}
