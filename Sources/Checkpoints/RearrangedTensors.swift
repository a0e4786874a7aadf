import Synchronization

/// Tensors that do not lie in their file as they are asked for: each is written once into memory of its own, when its
/// bytes are first asked for, and stays as long as this store.
final class RearrangedTensors: Sendable {
    private struct Buffer: @unchecked Sendable {
        // Written before it enters the store and never after.
        let bytes: UnsafeMutableRawBufferPointer
    }

    private let buffers = Mutex<[String: Buffer]>([:])

    deinit {
        buffers.withLock { buffers in
            for buffer in buffers.values { buffer.bytes.deallocate() }
        }
    }

    /// - Parameter write: fills `byteCount` bytes; runs at most once for each name.
    func bytes(
        of name: String, byteCount: Int, write: (UnsafeMutableRawBufferPointer) -> Void
    ) -> UnsafeRawBufferPointer {
        buffers.withLock { buffers in
            if let buffer = buffers[name] { return UnsafeRawBufferPointer(buffer.bytes) }
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
            write(bytes)
            buffers[name] = Buffer(bytes: bytes)
            return UnsafeRawBufferPointer(bytes)
        }
    }
}
