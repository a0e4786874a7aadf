package import Checkpoints
package import Torch

extension ScalarType {
    /// The engine's type for a stored type.
    package var kind: ScalarKind {
        switch self {
        case .float64: .float64
        case .float32: .float32
        case .float16: .float16
        case .bfloat16: .bfloat16
        case .int64: .int64
        case .int32: .int32
        case .int16: .int16
        case .int8: .int8
        case .uint8: .uint8
        case .bool: .bool
        }
    }
}

extension WeightArchive {
    /// The stored tensor on the CPU: a view of the mapped file where its alignment allows one, else a copy.
    package func tensor(_ record: TensorRecord) throws -> Tensor {
        let bytes = try bytes(of: record.name)
        let address = UInt(bitPattern: bytes.baseAddress)
        let kind = record.scalarType.kind
        guard bytes.count > 0, address % UInt(kind.byteCount) == 0 else {
            return try .copy(of: bytes, shape: record.shape, kind: kind)
        }
        return try .borrow(bytes, shape: record.shape, kind: kind, owner: self)
    }

    package func tensor(named name: String) throws -> Tensor? {
        guard let record = records[name] else { return nil }
        return try tensor(record)
    }
}
