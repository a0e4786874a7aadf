/// The record at a zip's end that says where its table of contents lies.
struct ZipEnd {
    let entryCount: Int
    /// The table of contents, within the file.
    let directory: Range<Int>

    private static let byteCount = 22
    private static let maximumCommentByteCount = 65_535
    private static let locatorByteCount = 20
    private static let byteCount64 = 56

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) {
        func malformed(_ what: String) -> CheckpointError { CheckpointError(.malformed, file: file, what) }
        guard bytes.littleEndian(UInt32.self, at: 0) == 0x0403_4B50 else {
            throw malformed("this is not a PyTorch zip; \(Self.advice(bytes)).")
        }
        guard let position = Self.position(bytes) else {
            throw malformed("the zip has no end; the file is truncated, fetch it again.")
        }
        let fields = try Self.fields64(bytes, before: position, file: file) ?? Self.fields(bytes, at: position)
        guard let fields else { throw malformed("the zip's end is broken.") }
        guard fields.isWhole else {
            throw CheckpointError(.unsupported, file: file, "the zip is one of several parts.")
        }
        guard fields.offset <= position, fields.byteCount <= UInt64(position) - fields.offset else {
            throw malformed("the zip's table of contents lies outside the file; the file may be truncated.")
        }
        // Each record has at least 46 bytes: a lying count is found before anything is reserved for it.
        guard fields.count <= fields.byteCount / 46 else { throw malformed("the zip counts more entries than it has.") }
        entryCount = Int(fields.count)
        directory = Int(fields.offset)..<Int(fields.offset + fields.byteCount)
    }

    private struct Fields {
        var count: UInt64
        var byteCount: UInt64
        var offset: UInt64
        /// Whether the whole zip is this one file.
        var isWhole: Bool
    }

    /// The last place whose comment reaches exactly to the file's end.
    private static func position(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var position = bytes.count - byteCount
        let first = max(0, position - maximumCommentByteCount)
        while position >= first {
            if bytes.littleEndian(UInt32.self, at: position) == 0x0605_4B50,
                let comment = bytes.littleEndian(UInt16.self, at: position + 20),
                position + byteCount + Int(comment) == bytes.count
            {
                return position
            }
            position -= 1
        }
        return nil
    }

    private static func fields(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Fields? {
        guard let disk = bytes.littleEndian(UInt16.self, at: position + 4),
            let directoryDisk = bytes.littleEndian(UInt16.self, at: position + 6),
            let here = bytes.littleEndian(UInt16.self, at: position + 8),
            let count = bytes.littleEndian(UInt16.self, at: position + 10),
            let byteCount = bytes.littleEndian(UInt32.self, at: position + 12),
            let offset = bytes.littleEndian(UInt32.self, at: position + 16)
        else { return nil }
        return Fields(
            count: UInt64(count), byteCount: UInt64(byteCount), offset: UInt64(offset),
            isWhole: disk == 0 && directoryDisk == 0 && here == count)
    }

    /// The same in 64 bits, where a locator before the end names such a record.
    private static func fields64(
        _ bytes: UnsafeRawBufferPointer, before position: Int, file: String
    ) throws(CheckpointError) -> Fields? {
        let locator = position - locatorByteCount
        guard bytes.littleEndian(UInt32.self, at: locator) == 0x0706_4B50 else { return nil }
        guard let position = bytes.littleEndian(UInt64.self, at: locator + 8), locator >= byteCount64,
            position <= UInt64(locator - byteCount64),
            bytes.littleEndian(UInt32.self, at: Int(position)) == 0x0606_4B50,
            let disk = bytes.littleEndian(UInt32.self, at: Int(position) + 16),
            let directoryDisk = bytes.littleEndian(UInt32.self, at: Int(position) + 20),
            let here = bytes.littleEndian(UInt64.self, at: Int(position) + 24),
            let count = bytes.littleEndian(UInt64.self, at: Int(position) + 32),
            let byteCount = bytes.littleEndian(UInt64.self, at: Int(position) + 40),
            let offset = bytes.littleEndian(UInt64.self, at: Int(position) + 48)
        else { throw CheckpointError(.malformed, file: file, "the zip's 64-bit end is broken.") }
        return Fields(
            count: count, byteCount: byteCount, offset: offset,
            isWhole: disk == 0 && directoryDisk == 0 && here == count)
    }

    /// A guess at a file that does not begin like a zip.
    private static func advice(_ bytes: UnsafeRawBufferPointer) -> String {
        // Before version 1.6 torch.save wrote three pickles, the first of which holds a magic number.
        let isOldPickle = bytes.count > 14 && bytes[0] == 0x80 && bytes[2] == 0x8A && bytes[3] == 0x0A
        return isOldPickle
            ? "it was saved by a PyTorch before 1.6: load it there once and save it again"
            : "if the name is right, fetch it again"
    }
}
