import Foundation
import TestSupport
import Testing

@testable import FileAccess

@Suite("Small files read whole")
struct BoundedFileTests {
    private func refusal(_ path: String, limit: Int = 1 << 20) throws -> FileError {
        try #require(throws: FileError.self) { try BoundedFile.contents(of: path, limit: limit) }
    }

    @Test("up to the limit, and one byte more is refused")
    func limit() throws {
        // More than one piece, and not a whole number of them.
        let bytes = (0..<200_001).map { UInt8(truncatingIfNeeded: $0 % 251) }
        try withFile(bytes) { (path: String) throws in
            #expect(try BoundedFile.contents(of: path, limit: bytes.count) == bytes)
            #expect(try BoundedFile.contents(of: path, limit: .max) == bytes)
            #expect(try refusal(path, limit: bytes.count - 1) == .tooLarge(bytes: 200_001, limit: 200_000))
        }
        try withFile([]) { (path: String) throws in
            #expect(try BoundedFile.contents(of: path, limit: 0).isEmpty)
        }
    }

    @Test("in pieces that are together the whole, and not of a folder or a pipe")
    func pieces() throws {
        let bytes = (0..<(1 << 20) + 77).map { UInt8(truncatingIfNeeded: $0 % 253) }
        try withFile(bytes) { (path: String) throws in
            var sizes: [Int] = [], read: [UInt8] = []
            try BoundedFile.forEachPiece(of: path) {
                sizes.append($0.count)
                read.append(contentsOf: $0)
            }
            #expect(sizes == [1 << 20, 77])
            #expect(read == bytes)
        }
        try withTemporaryFolder { (folder: URL) throws in
            let path = folder.path(percentEncoded: false)
            #expect(throws: FileError.notRegular) { try BoundedFile.forEachPiece(of: path) { _ in } }
        }
    }

    @Test("a file whose size says less than it holds is bounded all the same")
    func growing() throws {
        // The system makes such files as they are read, and their size is 0.
        let path = "/proc/self/status"
        try #require(FileManager.default.fileExists(atPath: path))
        #expect(try BoundedFile.contents(of: path, limit: 1 << 20).count > 100)
        #expect(try refusal(path, limit: 50) == .tooLarge(bytes: 51, limit: 50))
    }

    @Test("links are followed, and what they lead to is what is measured")
    func links() throws {
        try withTemporaryFolder { (folder: URL) throws in
            let blob = folder.appending(path: "blob"), link = folder.appending(path: "config.json")
            try Data("abc".utf8).write(to: blob)
            // Relative, as download caches make them.
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "blob")
            #expect(try BoundedFile.contents(of: link.path, limit: 3) == Array("abc".utf8))
            #expect(try refusal(link.path, limit: 2) == .tooLarge(bytes: 3, limit: 2))
        }
    }

    @Test("devices, pipes, sockets, folders and nothing at all are refused at once")
    func others() throws {
        try withTemporaryFolder { (folder: URL) throws in
            let zero = folder.appending(path: "zero.json").path, pipe = folder.appending(path: "pipe.json").path
            try FileManager.default.createSymbolicLink(atPath: zero, withDestinationPath: "/dev/zero")
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [zero, pipe, try socket(in: folder), folder.path] {
                #expect(try refusal(path) == .notRegular)
            }
            #expect(try refusal(folder.appending(path: "none.json").path) == .missing)
            #expect(try refusal(zero + "/none.json") == .missing)
            let dangling = folder.appending(path: "dangling.json").path
            try FileManager.default.createSymbolicLink(atPath: dangling, withDestinationPath: "gone")
            #expect(try refusal(dangling) == .missing)
        }
    }

    @Test("what the system refuses is told as such", arguments: [EACCES, EPERM])
    func forbidden(code: Int32) {
        // By its code: a test that runs as root may read everything.
        #expect(FileError(code: code) == .forbidden)
    }

    @Test("a reason follows the file's name, and the advice follows the reason")
    func words() {
        #expect(FileError.notRegular.reason == "it is not a regular file")
        #expect(FileError.tooLarge(bytes: 9 << 20, limit: 1 << 20).reason == "it is larger than 1 MiB")
        #expect(FileError.tooLarge(bytes: 9, limit: 8).reason == "it is larger than 8 bytes")
        #expect(FileError(code: EIO).reason == "Input/output error")
        let all: [FileError] = [
            .missing, .forbidden, .notRegular, .tooLarge(bytes: 9, limit: 8), .shortened, .system("x"),
        ]
        for error in all {
            let parts = error.description.split(separator: "; ")
            #expect(parts.count == 2 && parts[0] == error.reason)
        }
    }
}
