import Foundation
import TestSupport
import Testing

@testable import FileAccess

@Suite("Files mapped into memory")
struct MappedFileTests {
    private func refusal(_ path: String, limit: Int = .max) throws -> FileError {
        try #require(throws: FileError.self) { try MappedFile(path, limit: limit) }
    }

    /// Bytes that differ from page to page, and a last page that is not full.
    private let bytes = (0..<50_001).map { UInt8(truncatingIfNeeded: $0 % 251) }

    @Test("the whole content, an empty file's too, up to the limit")
    func content() throws {
        try withFile(bytes) { (path: String) throws in
            let file = try MappedFile(path)
            #expect(file.bytes.elementsEqual(bytes))
            #expect(try MappedFile(path, limit: bytes.count).bytes.count == bytes.count)
            #expect(try refusal(path, limit: bytes.count - 1) == .tooLarge(bytes: 50_001, limit: 50_000))
        }
        try withFile([]) { (path: String) throws in
            let file = try MappedFile(path)
            #expect(file.bytes.isEmpty)
            file.releasePages()
            try file.checkSize()
        }
    }

    @Test("devices, pipes, folders and nothing at all are refused at once")
    func others() throws {
        try withTemporaryFolder { (folder: URL) throws in
            let pipe = folder.appending(path: "pipe").path
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in ["/dev/zero", pipe, try socket(in: folder), folder.path] {
                #expect(try refusal(path) == .notRegular)
            }
            #expect(try refusal(folder.appending(path: "none").path) == .missing)
        }
    }

    @Test("a file that was shortened after opening is told; one that has grown stays as it was")
    func changes() throws {
        try withFile(bytes) { (path: String) throws in
            let file = try MappedFile(path)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            try handle.truncate(atOffset: 60_000)
            try file.checkSize()
            #expect(file.bytes.count == 50_001)
            try handle.truncate(atOffset: 50_000)
            #expect(throws: FileError.shortened) { try file.checkSize() }
        }
    }

    @Test("a file that was replaced by another, or removed, stays as it was opened")
    func replaced() throws {
        try withFile(bytes) { (path: String) throws in
            let file = try MappedFile(path)
            try Data("short".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            try file.checkSize()
            #expect(file.bytes.elementsEqual(bytes))
            try FileManager.default.removeItem(atPath: path)
            try file.checkSize()
            #expect(file.bytes.elementsEqual(bytes))
        }
    }

    @Test("released pages leave memory and read the same again")
    func releasing() throws {
        let page = Int(getpagesize())
        let bytes = (0..<8 * page + 10).map { UInt8(truncatingIfNeeded: $0 % 251) }
        try withFile(bytes) { (path: String) throws in
            let file = try MappedFile(path)
            #expect(file.bytes.elementsEqual(bytes))
            #expect(try residentPages(file) == 9)
            // Of the first page only a part, of the last but one too: both stay.
            file.releasePages(1..<7 * page + 1)
            #expect(try residentPages(file) == 3)
            #expect(file.bytes.elementsEqual(bytes))
            file.releasePages()
            #expect(try residentPages(file) == 0)
            #expect(file.bytes.elementsEqual(bytes))
        }
    }

    /// How many of the mapping's pages this process holds: `Rss` of its entry in `/proc/self/smaps`, in pages.
    private func residentPages(_ file: MappedFile) throws -> Int {
        let start = String(UInt(bitPattern: try #require(file.bytes.baseAddress)), radix: 16) + "-"
        let text = String(decoding: try BoundedFile.contents(of: "/proc/self/smaps", limit: 64 << 20), as: UTF8.self)
        let lines = text.split(separator: "\n")
        let entry = try #require(lines.firstIndex { $0.hasPrefix(start) })
        let resident = try #require(lines[entry...].first { $0.hasPrefix("Rss:") })
        let kilobytes = try #require(resident.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return kilobytes * 1024 / Int(getpagesize())
    }
}
