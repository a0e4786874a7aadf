import FileAccess

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A text file of lines, mapped and never read as a whole: only the pages that a look-up touches become resident.
struct MappedText: Sendable {
    /// No line of WordNet is nearly as long.
    static let lineLimit = 1 << 16
    static let byteLimit = 1 << 27

    private let file: MappedFile

    init(_ url: URL) throws(WordNetError) {
        do {
            file = try MappedFile(url.path(percentEncoded: false), limit: Self.byteLimit)
        } catch {
            throw .unreadable(file: url.lastPathComponent)
        }
    }

    var count: Int { file.bytes.count }

    /// A search in a file that was shortened after opening finds nothing; reading its lost pages would end the process.
    private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(file) {
            let isWhole = (try? file.checkSize()) != nil
            return body(isWhole ? file.bytes : UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    func releasePages() { file.releasePages() }

    /// Whether the text ends with a whole line; a truncated copy does not.
    var endsWithLine: Bool { withBytes { $0.last == UInt8(ascii: "\n") } }

    /// Where the line begins that a byte belongs to; nil outside the file.
    func lineStart(around offset: Int) -> Int? {
        withBytes { bytes in
            guard bytes.indices.contains(offset) else { return nil }
            return Self.lineStart(bytes, offset, max(0, offset - Self.lineLimit))
        }
    }

    /// The line that begins at an offset; nil outside the file, or where the line is longer than any should be.
    func line(at offset: Int) -> Substring? {
        withBytes { bytes -> Substring? in
            guard bytes.indices.contains(offset) else { return nil }
            let limit = min(bytes.count, offset + Self.lineLimit)
            var end = offset
            while end < limit, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            guard end < limit || limit == bytes.count else { return nil }
            return Substring(String(decoding: bytes[offset..<end], as: UTF8.self))
        }
    }

    /// The line whose first field is `key`, by binary search: the lines must be in byte order.
    func line(for key: String) -> Substring? {
        lineStart(for: Array(key.utf8)).flatMap(line(at:))
    }

    /// Where the line begins whose first field is `wanted`.
    func lineStart(for wanted: [UInt8]) -> Int? {
        withBytes { bytes -> Int? in
            var (low, high) = (0, bytes.count)
            while low < high {
                let begin = Self.lineStart(bytes, (low + high) / 2, low)
                switch Self.compare(bytes, begin, wanted) {
                case 0: return begin
                case ..<0: low = Self.lineEnd(bytes, begin) + 1
                default: high = begin
                }
            }
            return nil
        }
    }

    /// Calls `body` with the first field of every line that begins with `prefix`, and where that line begins.
    func forEachKey(withPrefix prefix: [UInt8], _ body: (UnsafeRawBufferPointer.SubSequence, Int) -> Void) {
        withBytes { bytes in
            guard !bytes.isEmpty else { return }
            var (low, high) = (0, bytes.count)
            while low < high {
                let begin = Self.lineStart(bytes, (low + high) / 2, low)
                if Self.comesBefore(bytes, begin, prefix) { low = Self.lineEnd(bytes, begin) + 1 } else { high = begin }
            }
            while low < bytes.count, bytes[low...].starts(with: prefix) {
                var end = low
                while end < bytes.count, bytes[end] != UInt8(ascii: " "), bytes[end] != UInt8(ascii: "\n") { end += 1 }
                body(bytes[low..<end], low)
                low = Self.lineEnd(bytes, end) + 1
            }
        }
    }

    private static func comesBefore(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ prefix: [UInt8]) -> Bool {
        for (index, wanted) in prefix.enumerated() {
            guard start + index < bytes.count else { return true }
            let byte = bytes[start + index]
            if byte != wanted { return byte < wanted }
        }
        return false
    }

    private static func lineStart(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ low: Int) -> Int {
        var start = index
        while start > low, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        var end = index
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return end
    }

    /// Negative where the line's first field comes before the key.
    private static func compare(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ key: [UInt8]) -> Int {
        for (index, wanted) in key.enumerated() {
            let position = start + index
            guard position < bytes.count, bytes[position] != UInt8(ascii: " "), bytes[position] != UInt8(ascii: "\n")
            else {
                // The licence text at the top of the files begins with spaces and comes before every word.
                return -1
            }
            if bytes[position] != wanted { return bytes[position] < wanted ? -1 : 1 }
        }
        let end = start + key.count
        return end >= bytes.count || bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\n") ? 0 : 1
    }
}

/// Why WordNet cannot be used.
package enum WordNetError: Error, Hashable, CustomStringConvertible {
    case unreadable(file: String)
    case damaged(file: String)

    package var description: String {
        switch self {
        case .unreadable(let file):
            "WordNet's file \(file) cannot be read; install the package wordnet-base, or say where it lies"
        case .damaged(let file):
            "WordNet's file \(file) is damaged or cut off; install the package wordnet-base again"
        }
    }
}
