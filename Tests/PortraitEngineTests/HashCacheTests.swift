import Foundation
import TestSupport
import Testing

@testable import PortraitEngine

@Suite("Hashes of a model's files")
struct HashCacheTests {
    /// A model folder of one file, and a place to remember hashes.
    private func scratch(_ body: (_ folder: URL, _ memory: URL) throws -> Void) throws {
        try withTemporaryFolder { root in
            let folder = root.appending(path: "model")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try Data("abc".utf8).write(to: folder.appending(path: "a.json"))
            try body(folder, root.appending(path: "cache/hashes.json"))
        }
    }

    private func files(in folder: URL) -> [String: URL] { ["a.json": folder.appending(path: "a.json")] }

    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("a file that is as it was is not read again; a changed one is")
    func remembering() throws {
        try scratch { folder, memory in
            let file = folder.appending(path: "a.json"), path = file.path(percentEncoded: false)
            // A whole second, which every file system and every call keeps.
            let time = Date(timeIntervalSince1970: 1_700_000_000)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
            #expect(try HashCache(file: memory).hashes(of: files(in: folder)) == ["a.json": abc])
            // The same size and time: what is remembered is what is told, which shows that it was not read.
            try Data("xyz".utf8).write(to: file)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
            #expect(try HashCache(file: memory).hashes(of: files(in: folder)) == ["a.json": abc])
            try FileManager.default.setAttributes(
                [.modificationDate: time.addingTimeInterval(5)], ofItemAtPath: path)
            let hash = try #require(HashCache(file: memory).hashes(of: files(in: folder))["a.json"])
            #expect(hash == FileHash.sha256(of: Array("xyz".utf8)))
        }
    }

    @Test("without a place to remember, or with a broken one, files are hashed each time")
    func forgetting() throws {
        try scratch { folder, memory in
            #expect(try HashCache(file: nil).hashes(of: files(in: folder)) == ["a.json": abc])
            try FileManager.default.createDirectory(
                at: memory.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("no JSON".utf8).write(to: memory)
            #expect(try HashCache(file: memory).hashes(of: files(in: folder)) == ["a.json": abc])
        }
    }
}
