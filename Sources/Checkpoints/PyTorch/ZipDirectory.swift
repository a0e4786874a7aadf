/// The table of contents of a zip file whose entries lie in it as they are (APPNOTE.TXT 6.3, with zip64).
///
/// PyTorch stores every entry uncompressed so that it can be mapped; a compressed or encrypted entry is refused, and so
/// is anything that no writer makes: entries that overlap, share a name or leave the file.
struct ZipDirectory {
    /// The content of each entry, as offsets in the whole file.
    let entries: [String: Range<Int>]

    static let maximumEntryCount = 200_000
    static let maximumNameByteCount = 1024

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(CheckpointError) {
        let end = try ZipEnd(bytes, file: file)
        guard end.entryCount <= Self.maximumEntryCount else {
            throw CheckpointError(
                .tooLarge, file: file,
                "the zip has \(end.entryCount) entries; at most \(Self.maximumEntryCount) are read.")
        }
        var entries: [String: Range<Int>] = [:]
        var extents: [Range<Int>] = []
        entries.reserveCapacity(end.entryCount)
        var position = end.directory.lowerBound
        for _ in 0..<end.entryCount {
            let entry = try ZipEntry(bytes, at: position, end: end.directory.upperBound, file: file)
            position = entry.next
            let content = try entry.content(in: bytes, limit: end.directory.lowerBound, file: file)
            guard entries.updateValue(content, forKey: entry.name) == nil else {
                throw CheckpointError(.malformed, file: file, "the zip has two entries “\(entry.name.prefix(100))”.")
            }
            extents.append(entry.headerOffset..<content.upperBound)
        }
        extents.sort { $0.lowerBound < $1.lowerBound }
        for (first, second) in zip(extents, extents.dropFirst()) where first.upperBound > second.lowerBound {
            throw CheckpointError(.malformed, file: file, "two entries of the zip overlap.")
        }
        self.entries = entries
    }
}

/// One record of the central directory.
private struct ZipEntry {
    let name: String
    /// Where the entry's own header lies.
    let headerOffset: Int
    let byteCount: Int
    /// Where the next record starts.
    let next: Int

    private static let recordByteCount = 46
    private static let headerByteCount = 30
    private static let absent32 = UInt32.max

    init(_ bytes: UnsafeRawBufferPointer, at position: Int, end: Int, file: String) throws(CheckpointError) {
        func malformed(_ what: String) -> CheckpointError {
            CheckpointError(.malformed, file: file, "the zip's table of contents is broken: \(what).")
        }
        let record = UnsafeRawBufferPointer(rebasing: bytes[position..<end])
        guard record.littleEndian(UInt32.self, at: 0) == 0x0201_4B50,
            let flags = record.littleEndian(UInt16.self, at: 8), let method = record.littleEndian(UInt16.self, at: 10),
            let packed = record.littleEndian(UInt32.self, at: 20), let plain = record.littleEndian(UInt32.self, at: 24),
            let nameCount = record.littleEndian(UInt16.self, at: 28).map(Int.init),
            let extraCount = record.littleEndian(UInt16.self, at: 30).map(Int.init),
            let commentCount = record.littleEndian(UInt16.self, at: 32).map(Int.init),
            let offset = record.littleEndian(UInt32.self, at: 42)
        else { throw malformed("a record is cut off") }
        let extraStart = Self.recordByteCount + nameCount
        let recordEnd = extraStart + extraCount + commentCount
        guard recordEnd <= record.count else { throw malformed("a record is cut off") }
        guard (1...ZipDirectory.maximumNameByteCount).contains(nameCount),
            let name = String(validating: record[Self.recordByteCount..<extraStart], as: UTF8.self)
        else { throw malformed("an entry's name is empty, too long or not UTF-8") }
        guard flags & 1 == 0 else {
            throw CheckpointError(.unsupported, file: file, "“\(name)” in the zip is encrypted.")
        }
        guard method == 0 else {
            throw CheckpointError(
                .unsupported, file: file,
                "“\(name)” in the zip is compressed, so that it cannot be mapped; unpack the zip and pack it again "
                    + "without compression (zip -0), or save the weights again with torch.save.")
        }
        var sizes = Zip64Sizes(
            UnsafeRawBufferPointer(rebasing: record[extraStart..<extraStart + extraCount]))
        guard let plainCount = plain == Self.absent32 ? sizes.next() : UInt64(plain),
            let packedCount = packed == Self.absent32 ? sizes.next() : UInt64(packed),
            let headerOffset = offset == Self.absent32 ? sizes.next() : UInt64(offset)
        else { throw malformed("a size is missing") }
        guard plainCount == packedCount, plainCount <= bytes.count, headerOffset <= bytes.count else {
            throw malformed("“\(name)” has an impossible size or place; the file may be truncated")
        }
        self.name = name
        self.headerOffset = Int(headerOffset)
        byteCount = Int(plainCount)
        next = position + recordEnd
    }

    /// Where the content lies; the entry's own header says only how long its own name and extra field are.
    func content(
        in bytes: UnsafeRawBufferPointer, limit: Int, file: String
    ) throws(CheckpointError) -> Range<Int> {
        guard bytes.littleEndian(UInt32.self, at: headerOffset) == 0x0403_4B50,
            let nameCount = bytes.littleEndian(UInt16.self, at: headerOffset + 26).map(Int.init),
            let extraCount = bytes.littleEndian(UInt16.self, at: headerOffset + 28).map(Int.init)
        else { throw CheckpointError(.malformed, file: file, "“\(name)” is not where the zip says it is.") }
        let nameStart = headerOffset + Self.headerByteCount
        let start = nameStart + nameCount + extraCount
        guard start <= limit, byteCount <= limit - start else {
            throw CheckpointError(.malformed, file: file, "“\(name)” reaches beyond the zip's contents.")
        }
        guard bytes[nameStart..<nameStart + nameCount].elementsEqual(name.utf8) else {
            throw CheckpointError(.malformed, file: file, "“\(name)” has another name in its own header.")
        }
        return start..<start + byteCount
    }
}

/// The 64-bit values that a record's zip64 extra field (kind 1) holds, in order.
private struct Zip64Sizes {
    private var values: UnsafeRawBufferPointer
    private var position = 0

    init(_ extra: UnsafeRawBufferPointer) {
        values = UnsafeRawBufferPointer(start: nil, count: 0)
        var position = 0
        while let kind = extra.littleEndian(UInt16.self, at: position),
            let count = extra.littleEndian(UInt16.self, at: position + 2).map(Int.init)
        {
            let start = position + 4
            guard count <= extra.count - start else { return }
            if kind == 1 {
                values = UnsafeRawBufferPointer(rebasing: extra[start..<start + count])
                return
            }
            position = start + count
        }
    }

    mutating func next() -> UInt64? {
        defer { position += 8 }
        return values.littleEndian(UInt64.self, at: position)
    }
}
