package import Checkpoints
package import Torch

/// Tensors in memory as a checkpoint: what a test builds, renames, cuts or leaves out.
package final class MemoryArchive: WeightArchive {
    package let path = "memory"
    package let records: [String: TensorRecord]
    package let metadata: [String: String] = [:]
    private let values: MemoryBytes

    package init(_ tensors: [String: Tensor]) throws {
        var records: [String: TensorRecord] = [:]
        var buffers: [String: UnsafeMutableRawBufferPointer] = [:]
        for (name, tensor) in tensors {
            let type: ScalarType? =
                switch tensor.kind {
                case .float16: .float16
                case .bfloat16: .bfloat16
                case .float32: .float32
                case .int64: .int64
                default: nil
                }
            guard let type, let record = TensorRecord(name: name, scalarType: type, shape: tensor.shape) else {
                throw CheckpointError(.missing, file: path, "\(name) has a type that tests do not store.")
            }
            records[name] = record
            buffers[name] = try tensor.withBytes { bytes in
                let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
                copy.copyMemory(from: bytes)
                return UnsafeMutableRawBufferPointer(rebasing: copy[..<bytes.count])
            }
        }
        self.records = records
        values = MemoryBytes(buffers: buffers)
    }

    /// The tensors of a fixture under `prefix`, without it.
    package convenience init(_ fixture: Fixture, under prefix: String, edit: (inout [String: Tensor]) throws -> Void)
        throws
    {
        var tensors: [String: Tensor] = [:]
        for name in fixture.archive.records.keys where name.hasPrefix(prefix) {
            tensors[String(name.dropFirst(prefix.count))] = try fixture.tensor(name).to(kind: .float16)
        }
        try edit(&tensors)
        try self.init(tensors)
    }

    package func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        guard let buffer = values.buffers[name] else {
            throw CheckpointError(.missing, file: path, "there is no tensor named “\(name)” in this file.")
        }
        return UnsafeRawBufferPointer(buffer)
    }
}

/// Never written after it was made, so that any thread may read it.
private final class MemoryBytes: @unchecked Sendable {
    let buffers: [String: UnsafeMutableRawBufferPointer]

    init(buffers: [String: UnsafeMutableRawBufferPointer]) { self.buffers = buffers }

    deinit { for buffer in buffers.values { buffer.deallocate() } }
}
