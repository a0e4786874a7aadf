extension WeightArchive {
    package func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool {
        areFinite(try bytes(of: record.name), record.scalarType)
    }
}

/// - Parameter bytes: numbers of that type.
func areFinite(_ bytes: UnsafeRawBufferPointer, _ type: ScalarType) -> Bool {
    switch type {
    case .float16: !holds(UInt16(0x7C00), in: bytes)
    case .bfloat16: !holds(UInt16(0x7F80), in: bytes)
    case .float32: !holds(UInt32(0x7F80_0000), in: bytes)
    case .float64: !holds(UInt64(0x7FF0_0000_0000_0000), in: bytes)
    case .int64, .int32, .int16, .int8, .uint8, .bool: true
    }
}

/// Whether a number has all bits of its exponent set, which is NaN or infinity.
///
/// Weights are gigabytes: the loop has no branch, so that the compiler looks at several numbers at once.
@inline(__always)
private func holds<Bits: FixedWidthInteger & UnsignedInteger>(_ exponent: Bits, in bytes: UnsafeRawBufferPointer)
    -> Bool
{
    guard let start = bytes.baseAddress else { return false }
    let size = MemoryLayout<Bits>.size
    var found: Bits = 0
    for index in 0..<bytes.count / size {
        let bits = start.loadUnaligned(fromByteOffset: index &* size, as: Bits.self)
        found |= bits & exponent == exponent ? 1 : 0
    }
    return found != 0
}
