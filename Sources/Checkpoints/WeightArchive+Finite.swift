extension WeightArchive {
    /// Whether all numbers of a tensor are finite; true for types that have no others.
    ///
    /// A damaged or badly converted file holds NaN or infinity, and then every picture is black.
    package func isFinite(_ record: TensorRecord) throws(CheckpointError) -> Bool {
        let bytes = try bytes(of: record.name)
        return switch record.scalarType {
        case .float16: Self.areFinite(bytes, exponent: UInt16(0x7C00))
        case .bfloat16: Self.areFinite(bytes, exponent: UInt16(0x7F80))
        case .float32: Self.areFinite(bytes, exponent: UInt32(0x7F80_0000))
        case .float64: Self.areFinite(bytes, exponent: UInt64(0x7FF0_0000_0000_0000))
        case .int64, .int32, .int16, .int8, .uint8, .bool: true
        }
    }

    /// - Parameter exponent: the bits that are all set in what is not finite, and in nothing else.
    private static func areFinite<Bits: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, exponent: Bits) -> Bool {
        let size = MemoryLayout<Bits>.size, count = bytes.count / size
        var bad = 0
        for index in 0..<count {
            let bits = Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * size, as: Bits.self))
            // Counted without a branch, so that it is done for several numbers at once.
            bad &+= bits & exponent == exponent ? 1 : 0
        }
        return bad == 0
    }
}
