import CTorch

/// A libtorch tensor: shared storage, value-like use. No operator records gradients.
///
/// Not `Sendable`: a tensor stays on the executor that made it.
package final class Tensor {
    let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { ctorch_free(handle) }

    /// Runs one C function that writes its result through a pointer.
    static func make(_ body: (UnsafeMutablePointer<OpaquePointer?>) -> Int32) throws(TorchError) -> Tensor {
        var result: OpaquePointer?
        try check(body(&result))
        guard let result else { throw .failed("no result") }
        return Tensor(owning: result)
    }
}

// MARK: Properties

extension Tensor {
    package var rank: Int { Int(ctorch_rank(handle)) }

    /// The extent of every axis, outermost first.
    package var shape: [Int] {
        var extents = [Int64](repeating: 0, count: rank)
        ctorch_shape(handle, &extents)
        return extents.map(Int.init)
    }

    package var elementCount: Int { shape.reduce(1, *) }

    package var kind: ScalarKind {
        guard let kind = ScalarKind(rawValue: ctorch_type(handle)) else {
            preconditionFailure("the shim only makes tensors of known types")
        }
        return kind
    }

    package var device: Device { ctorch_device(handle) == Device.cuda.rawValue ? .cuda : .cpu }

    package var byteCount: Int { elementCount * kind.byteCount }

    package func extent(_ axis: Int) -> Int {
        let shape = shape
        return shape[axis < 0 ? axis + shape.count : axis]
    }
}

// MARK: Creation

extension Tensor {
    /// Copies `values` into a float32 tensor on the CPU.
    package static func from(_ values: [Float], shape: [Int]) throws(TorchError) -> Tensor {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill \(shape)")
        let extents = shape.map(Int64.init)
        return try make { out in
            values.withUnsafeBytes {
                ctorch_copy(
                    $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), extents, Int32(extents.count),
                    ScalarKind.float32.rawValue, out)
            }
        }
    }

    /// Copies `values` into an int64 tensor on the CPU, the index type of libtorch.
    package static func from(_ values: [Int], shape: [Int]) throws(TorchError) -> Tensor {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill \(shape)")
        let extents = shape.map(Int64.init)
        let wide = values.map(Int64.init)
        return try make { out in
            wide.withUnsafeBytes {
                ctorch_copy(
                    $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), extents, Int32(extents.count),
                    ScalarKind.int64.rawValue, out)
            }
        }
    }

    /// Copies raw little-endian bytes.
    package static func copy(of bytes: UnsafeRawBufferPointer, shape: [Int], kind: ScalarKind) throws(TorchError)
        -> Tensor
    {
        precondition(bytes.count == shape.reduce(1, *) * kind.byteCount, "\(bytes.count) bytes do not fill \(shape)")
        let extents = shape.map(Int64.init)
        return try make { out in
            ctorch_copy(
                bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), extents, Int32(extents.count), kind.rawValue, out)
        }
    }

    /// Wraps bytes without copying; `owner` is kept alive for as long as any view of them is.
    package static func borrow(
        _ bytes: UnsafeRawBufferPointer, shape: [Int], kind: ScalarKind, owner: AnyObject
    ) throws(TorchError) -> Tensor {
        precondition(bytes.count == shape.reduce(1, *) * kind.byteCount, "\(bytes.count) bytes do not fill \(shape)")
        let extents = shape.map(Int64.init)
        let context = Unmanaged.passRetained(owner).toOpaque()
        do {
            return try make { out in
                ctorch_borrow(
                    bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), extents, Int32(extents.count), kind.rawValue,
                    { Unmanaged<AnyObject>.fromOpaque($0!).release() }, context, out)
            }
        } catch {
            Unmanaged<AnyObject>.fromOpaque(context).release()
            throw error
        }
    }

    package static func full(
        _ shape: [Int], _ value: Double, kind: ScalarKind = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        let extents = shape.map(Int64.init)
        return try make { ctorch_full(extents, Int32(extents.count), value, kind.rawValue, device.rawValue, $0) }
    }

    package static func zeros(
        _ shape: [Int], kind: ScalarKind = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try full(shape, 0, kind: kind, device: device)
    }

    /// Standard normal float32 values from a CPU generator of its own: the same seed gives the same values as
    /// `torch.randn(shape, generator: torch.Generator().manual_seed(seed))`, whatever else is drawn.
    package static func normal(_ shape: [Int], seed: UInt64) throws(TorchError) -> Tensor {
        let extents = shape.map(Int64.init)
        return try make { ctorch_normal(extents, Int32(extents.count), seed, $0) }
    }
}

// MARK: Values

extension Tensor {
    /// The values as float32, row-major, whatever the tensor's type, device and memory format.
    package func floats() throws(TorchError) -> [Float] {
        let plain = try to(kind: .float32, device: .cpu).contiguous()
        let count = plain.elementCount
        guard count > 0 else { return [] }
        return withExtendedLifetime(plain) {
            let source = UnsafeRawBufferPointer(start: ctorch_bytes(plain.handle), count: count * 4)
            return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
                initialized = count
            }
        }
    }

    /// Calls `body` with the tensor's bytes; the tensor is made contiguous on the CPU first.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let plain = try to(kind: kind, device: .cpu).contiguous()
        return try withExtendedLifetime(plain) {
            try body(UnsafeRawBufferPointer(start: ctorch_bytes(plain.handle), count: plain.byteCount))
        }
    }
}
