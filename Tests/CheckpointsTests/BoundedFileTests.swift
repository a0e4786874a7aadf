import Foundation
import Testing

@testable import Checkpoints

@Suite("Small files read whole")
struct BoundedFileTests {
    private func refusal(_ path: String, limit: Int = 1 << 20) throws -> BoundedFile.Failure {
        try #require(throws: BoundedFile.Failure.self) { try BoundedFile.contents(of: path, limit: limit) }
    }

    @Test("up to the limit, and one byte more is refused")
    func limit() throws {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
        try withFile(bytes, named: "a.json") { (path: String) throws in
            #expect(try BoundedFile.contents(of: path, limit: bytes.count) == bytes)
            #expect(try refusal(path, limit: bytes.count - 1).isTooLarge)
        }
        try withFile([], named: "a.json") { (path: String) throws in
            #expect(try BoundedFile.contents(of: path, limit: 0).isEmpty)
        }
    }

    @Test("links are followed, and what they lead to is what is measured")
    func links() throws {
        try withTemporaryFolder { (folder: URL) throws in
            let blob = folder.appending(path: "blob"), link = folder.appending(path: "config.json")
            try Data("abc".utf8).write(to: blob)
            // Relative, as download caches make them.
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "blob")
            #expect(try BoundedFile.contents(of: link.path, limit: 3) == Array("abc".utf8))
            #expect(try refusal(link.path, limit: 2).isTooLarge)
        }
    }

    @Test("devices, pipes, folders and nothing at all are refused at once")
    func others() throws {
        try withTemporaryFolder { (folder: URL) throws in
            let zero = folder.appending(path: "zero.json").path, pipe = folder.appending(path: "pipe.json").path
            try FileManager.default.createSymbolicLink(atPath: zero, withDestinationPath: "/dev/zero")
            #expect(mkfifo(pipe, 0o600) == 0)
            for path in [zero, pipe, folder.path] {
                #expect(try refusal(path).reason == "it is not a regular file")
            }
            #expect(try refusal(folder.appending(path: "none.json").path).reason.contains("missing"))
        }
    }
}
