import JSON

/// The validated table of contents of a safetensors file.
///
/// Follows the published reader (the `safetensors` crate, 0.8): an unsigned 64-bit little-endian header length of at
/// most 100 MB, a JSON object, and tensors that fill the rest of the file without holes or overlaps. Beyond it, equal
/// names are refused and the number and length of names are bounded.
struct SafetensorsHeader: Sendable {
    /// Tensor bytes by name, as offsets in the whole file.
    let ranges: [String: Range<Int>]
    let records: [String: TensorRecord]
    let metadata: [String: String]
    /// Tensors of 8-bit numbers; their records say bfloat16.
    let narrow: [String: EightBitFloat]

    static let maximumByteCount = 100_000_000
    static let maximumTensorCount = 100_000
    static let maximumNameByteCount = 1024
    private static let lengthByteCount = 8
    private static let metadataKey = "__metadata__"
    private static let limits = JSONLimits(depth: 8, valueCount: 2_000_000, stringByteCount: 16_000_000)

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its name for messages.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) {
        let text = try Self.text(of: bytes, file: file)
        guard case .object(var members) = try Self.parse(text, file: file) else {
            throw CheckpointError(.malformed, file: file, "the safetensors header is not a JSON object.")
        }
        metadata = try Self.metadata(members.removeValue(forKey: Self.metadataKey), file: file)
        guard members.count <= Self.maximumTensorCount else {
            throw CheckpointError(
                .tooLarge, file: file,
                "the file has \(members.count) tensors; at most \(Self.maximumTensorCount) are read.")
        }
        let entries = try Self.entries(members, file: file)
        let dataStart = Self.lengthByteCount + text.count
        try Self.checkCoverage(entries, dataByteCount: bytes.count - dataStart, file: file)
        var ranges: [String: Range<Int>] = [:]
        var records: [String: TensorRecord] = [:]
        ranges.reserveCapacity(entries.count)
        records.reserveCapacity(entries.count)
        for entry in entries {
            ranges[entry.record.name] = dataStart + entry.begin..<dataStart + entry.end
            records[entry.record.name] = entry.record
        }
        self.ranges = ranges
        self.records = records
        narrow = Dictionary(
            uniqueKeysWithValues: entries.compactMap { entry in entry.narrow.map { (entry.record.name, $0) } })
    }

    private static func text(
        of bytes: UnsafeRawBufferPointer, file: String
    ) throws(CheckpointError) -> UnsafeRawBufferPointer {
        guard bytes.count >= lengthByteCount else {
            throw CheckpointError(.malformed, file: file, "the file is too short to be a safetensors file.")
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= maximumByteCount else {
            throw CheckpointError(
                .tooLarge, file: file,
                "the header claims \(length) bytes, more than the format's 100 MB; this is not a safetensors file.")
        }
        guard Int(length) <= bytes.count - lengthByteCount else {
            throw CheckpointError(
                .malformed, file: file, "the file ends inside its header; it is truncated, fetch it again.")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[lengthByteCount..<lengthByteCount + Int(length)])
    }

    private static func parse(_ text: UnsafeRawBufferPointer, file: String) throws(CheckpointError) -> JSONValue {
        do {
            return try JSONParser.parse(text, limits: limits)
        } catch {
            throw CheckpointError(
                .malformed, file: file,
                "the safetensors header \(error.message) (byte \(lengthByteCount + error.offset)).")
        }
    }

    private static func metadata(_ value: JSONValue?, file: String) throws(CheckpointError) -> [String: String] {
        guard let value, value != .null else { return [:] }
        guard case .object(let members) = value else {
            throw CheckpointError(.malformed, file: file, "`\(metadataKey)` is not an object.")
        }
        var metadata: [String: String] = [:]
        for (key, member) in members {
            guard case .string(let text) = member else {
                throw CheckpointError(.malformed, file: file, "`\(metadataKey)` holds a value that is not a string.")
            }
            metadata[key] = text
        }
        return metadata
    }
}

// MARK: Entries

extension SafetensorsHeader {
    /// One tensor with its byte range, counted from the end of the header.
    private struct Entry {
        var record: TensorRecord
        /// The format in the file, where the record's is a wider one.
        var narrow: EightBitFloat?
        var begin: Int
        var end: Int
    }

    private static func entries(
        _ members: [String: JSONValue], file: String
    ) throws(CheckpointError) -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(members.count)
        for (name, member) in members {
            guard name.utf8.count <= maximumNameByteCount else {
                throw CheckpointError(
                    .tooLarge, file: file, "a tensor's name is longer than \(maximumNameByteCount) bytes.")
            }
            entries.append(try entry(name: name, member, file: file))
        }
        return entries
    }

    private static func entry(name: String, _ value: JSONValue, file: String) throws(CheckpointError) -> Entry {
        func malformed(_ what: String) -> CheckpointError {
            CheckpointError(.malformed, file: file, "tensor “\(name)”: \(what).")
        }
        guard case .object(let fields) = value, fields.count == 3, case .string(let code)? = fields["dtype"],
            let shape = integers(fields["shape"]), let offsets = integers(fields["data_offsets"]), offsets.count == 2
        else { throw malformed("the header entry must hold exactly dtype, shape and data_offsets") }
        let narrow = EightBitFloat(rawValue: code)
        guard let scalarType = narrow == nil ? ScalarType(safetensorsCode: code) : .bfloat16 else {
            throw CheckpointError(
                .unsupported, file: file,
                "tensor “\(name)” has the number format \(code.prefix(20)), which this reader does not take.")
        }
        guard let record = TensorRecord(name: name, scalarType: scalarType, shape: shape) else {
            throw malformed("the shape \(shape.prefix(TensorRecord.maximumRank)) is not possible")
        }
        let byteCount = narrow == nil ? record.byteCount : record.elementCount
        guard offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] - offsets[0] == byteCount else {
            throw malformed("data_offsets \(offsets) do not match \(byteCount) bytes of \(code) \(shape)")
        }
        return Entry(record: record, narrow: narrow, begin: offsets[0], end: offsets[1])
    }

    private static func integers(_ value: JSONValue?) -> [Int]? {
        guard case .array(let elements)? = value else { return nil }
        var integers: [Int] = []
        for element in elements {
            guard case .integer(let integer) = element else { return nil }
            integers.append(integer)
        }
        return integers
    }

    /// Tensors must follow one another without hole or overlap and end where the file ends.
    private static func checkCoverage(
        _ entries: [Entry], dataByteCount: Int, file: String
    ) throws(CheckpointError) {
        var end = 0
        for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard entry.begin == end else {
                throw CheckpointError(
                    .malformed, file: file,
                    "tensor “\(entry.record.name)” starts at byte \(entry.begin) of the data instead of \(end).")
            }
            end = entry.end
        }
        guard end == dataByteCount else {
            throw CheckpointError(
                .malformed, file: file,
                end > dataByteCount
                    ? "the file is truncated: \(dataByteCount) of \(end) bytes of tensors are there; fetch it again."
                    : "\(dataByteCount - end) bytes follow the last tensor.")
        }
    }
}

extension ScalarType {
    private static let safetensorsCodes: [String: ScalarType] = [
        "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16,
        "I64": .int64, "I32": .int32, "I16": .int16, "I8": .int8, "U8": .uint8, "BOOL": .bool,
    ]

    init?(safetensorsCode: String) {
        guard let scalarType = Self.safetensorsCodes[safetensorsCode] else { return nil }
        self = scalarType
    }
}
