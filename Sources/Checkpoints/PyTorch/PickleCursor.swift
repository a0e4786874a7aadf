/// Reads opcodes and their arguments.
struct PickleCursor {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    static let maximumStringByteCount = 1_000_000
    static let maximumGlobalByteCount = 256

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private static let truncated = PickleError(reason: .malformed, message: "ends too early")

    mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type
    ) throws(PickleError) -> Value {
        guard let value = bytes.littleEndian(type, at: position) else { throw Self.truncated }
        position += MemoryLayout<Value>.size
        return value
    }

    /// BINFLOAT is the one big-endian argument.
    mutating func double() throws(PickleError) -> Double {
        Double(bitPattern: UInt64(bigEndian: try integer(UInt64.self).littleEndian))
    }

    /// A two's complement integer of up to eight bytes, as LONG1 has it.
    mutating func shortLong() throws(PickleError) -> Int {
        let count = Int(try integer(UInt8.self))
        guard count <= 8 else {
            throw PickleError(reason: .unsupported, message: "holds an integer of \(count) bytes")
        }
        guard count > 0 else { return 0 }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(try integer(UInt8.self)) << (8 * UInt64(index)) }
        let unused = 64 - 8 * count
        return Int(Int64(bitPattern: value << UInt64(unused)) >> Int64(unused))
    }

    mutating func string(byteCount: Int) throws(PickleError) -> String {
        guard byteCount <= Self.maximumStringByteCount else {
            throw PickleError(reason: .tooLarge, message: "holds a string of \(byteCount) bytes")
        }
        guard byteCount <= bytes.count - position else { throw Self.truncated }
        defer { position += byteCount }
        guard let text = String(validating: bytes[position..<position + byteCount], as: UTF8.self) else {
            throw PickleError(reason: .malformed, message: "holds a string that is not UTF-8")
        }
        return text
    }

    /// The two lines of a GLOBAL, as one name.
    mutating func globalName() throws(PickleError) -> String { "\(try line()).\(try line())" }

    private mutating func line() throws(PickleError) -> String {
        let limit = min(bytes.count, position + Self.maximumGlobalByteCount)
        guard let end = bytes[position..<limit].firstIndex(of: 0x0A) else { throw Self.truncated }
        let line = try string(byteCount: end - position)
        position += 1
        return line
    }
}
