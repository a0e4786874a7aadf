/// The EXIF block in which JPEG and WebP files carry generation parameters (EXIF 2.32, sections 4.5 and 4.6.5).
///
/// The user comment (tag 0x9286) holds the text that image tools have come to share, as `UNICODE` and UTF-16. The maker
/// note (tag 0x927C), which is a program's own to fill, holds a second text: its keyword, a zero, then UTF-8.
struct EXIFBlock: Equatable {
    static let commentKeyword = "parameters"
    private static let exifDirectoryTag = 0x8769
    private static let resolutionTags = [0x011A, 0x011B]
    private static let resolutionUnitTag = 0x0128
    private static let makerNoteTag = 0x927C
    private static let userCommentTag = 0x9286

    var comment: String?
    var note: PictureText?
    /// Written where no other part of the file holds it.
    var dotsPerInch: Int?

    var isEmpty: Bool { comment == nil && note == nil && dotsPerInch == nil }

    /// The text of the keyword `parameters`, or else the first one, is the comment; the next one is the note.
    init(_ texts: [PictureText]) {
        let commentIndex = texts.firstIndex { $0.keyword == Self.commentKeyword } ?? texts.indices.first
        comment = commentIndex.map { texts[$0].text }
        note = texts.indices.first { $0 != commentIndex }.map { texts[$0] }
    }

    var texts: [PictureText] {
        [comment.map { PictureText(keyword: Self.commentKeyword, text: $0) }, note].compactMap(\.self)
    }

    // MARK: Writing

    /// A big-endian TIFF block of two directories: IFD0 points to the Exif IFD, which holds the texts.
    var tiff: [UInt8] {
        var entries: [(tag: Int, data: [UInt8])] = []
        if let note { entries.append((Self.makerNoteTag, Array(note.keyword.utf8) + [0] + Array(note.text.utf8))) }
        if let comment {
            let units = comment.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            entries.append((Self.userCommentTag, Array("UNICODE\0".utf8) + units))
        }
        func number(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).reversed().map { UInt8(value >> (8 * $0) & 0xFF) }
        }
        // Type 5 is a fraction of two numbers, which stands behind the directory; 3 a short number, here the inch.
        let resolution = dotsPerInch.map { number($0, 4) + number(1, 4) } ?? []
        // A directory without entries is not allowed (TIFF 6.0, section 2): without texts there is no Exif IFD.
        let first = (resolution.isEmpty ? 0 : 3) + (entries.isEmpty ? 0 : 1)
        let fraction = 8 + 2 + 12 * first + 4, exifDirectory = fraction + resolution.count
        var block: [UInt8] = Array("MM".utf8) + [0, 42] + number(8, 4) + number(first, 2)
        if !resolution.isEmpty {
            for tag in Self.resolutionTags {
                block += number(tag, 2) + number(5, 2) + number(1, 4) + number(fraction, 4)
            }
            block += number(Self.resolutionUnitTag, 2) + number(3, 2) + number(1, 4) + number(2, 2) + number(0, 2)
        }
        if !entries.isEmpty {
            block += number(Self.exifDirectoryTag, 2) + number(4, 2) + number(1, 4) + number(exifDirectory, 4)
        }
        block += number(0, 4) + resolution
        guard !entries.isEmpty else { return block }
        block += number(entries.count, 2)
        var offset = exifDirectory + 2 + 12 * entries.count + 4
        for entry in entries {
            // Type 7, undefined bytes. A value of up to four bytes would stand in the entry itself; ours are longer.
            block += number(entry.tag, 2) + number(7, 2) + number(entry.data.count, 4) + number(offset, 4)
            offset += entry.data.count
        }
        return entries.reduce(into: block + number(0, 4)) { $0 += $1.data }
    }

    // MARK: Reading

    /// The text of a TIFF block of either byte order; nil where it is none or is damaged.
    init?(tiff: ArraySlice<UInt8>) {
        guard let reader = TIFFReader(tiff), let exif = reader.entry(Self.exifDirectoryTag, in: reader.firstDirectory)
        else { return nil }
        let directory = exif.value
        comment = reader.entry(Self.userCommentTag, in: directory).flatMap(reader.data).flatMap { data in
            Self.comment(data, isBigEndian: reader.isBigEndian)
        }
        note = reader.entry(Self.makerNoteTag, in: directory).flatMap(reader.data).flatMap(Self.note)
    }

    private static func comment(_ data: ArraySlice<UInt8>, isBigEndian: Bool) -> String? {
        guard data.count >= 8, data.count <= 2 * PictureText.byteLimit else { return nil }
        let body = data.dropFirst(8)
        if data.starts(with: Array("UNICODE\0".utf8)) {
            let units = stride(from: body.startIndex, to: body.endIndex - 1, by: 2).map { index in
                let (first, second) = (UInt16(body[index]), UInt16(body[index + 1]))
                return isBigEndian ? first << 8 | second : second << 8 | first
            }
            return String(validating: units, as: UTF16.self)
        }
        return data.starts(with: Array("ASCII\0\0\0".utf8)) ? String(validating: body, as: UTF8.self) : nil
    }

    private static func note(_ data: ArraySlice<UInt8>) -> PictureText? {
        guard data.count <= PictureText.byteLimit, let end = data.firstIndex(of: 0),
            (1...79).contains(end - data.startIndex),
            let keyword = String(validating: data[..<end], as: UTF8.self),
            let text = String(validating: data[(end + 1)...], as: UTF8.self)
        else { return nil }
        return PictureText(keyword: keyword, text: text)
    }
}

/// Numbers and directories of a TIFF block. Every access is within the block, whatever the block says.
private struct TIFFReader {
    let bytes: ArraySlice<UInt8>
    let isBigEndian: Bool

    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 8 else { return nil }
        self.bytes = bytes
        if bytes.starts(with: Array("MM".utf8)) {
            isBigEndian = true
        } else if bytes.starts(with: Array("II".utf8)) {
            isBigEndian = false
        } else {
            return nil
        }
        guard number(at: 2, bytes: 2) == 42 else { return nil }
    }

    var firstDirectory: Int { number(at: 4, bytes: 4) ?? 0 }

    struct Entry {
        var count: Int
        var value: Int
    }

    func entry(_ tag: Int, in directory: Int) -> Entry? {
        guard let count = number(at: directory, bytes: 2) else { return nil }
        for index in 0..<min(count, 512) {
            let entry = directory + 2 + 12 * index
            guard let found = number(at: entry, bytes: 2) else { return nil }
            guard found == tag else { continue }
            guard let count = number(at: entry + 4, bytes: 4), let value = number(at: entry + 8, bytes: 4)
            else { return nil }
            return Entry(count: count, value: value)
        }
        return nil
    }

    func data(_ entry: Entry) -> ArraySlice<UInt8>? {
        guard entry.count > 4, entry.value <= bytes.count, entry.count <= bytes.count - entry.value else { return nil }
        let start = bytes.startIndex + entry.value
        return bytes[start..<start + entry.count]
    }

    private func number(at offset: Int, bytes count: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        let start = bytes.startIndex + offset
        let digits = bytes[start..<start + count]
        return isBigEndian
            ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
