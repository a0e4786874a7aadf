import Testing

@testable import Checkpoints

/// A zip with stored entries whose every field can lie.
struct ZipBuilder {
    var entries: [(name: String, content: [UInt8])] = [("x/data.pkl", [1, 2, 3]), ("x/data/0", [4, 5])]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var count: UInt16?
    var directoryOffset: UInt32?
    var directoryByteCount: UInt32?
    var sizeChange = 0
    var headerOffset: UInt32?
    var localName: String?
    var comment: [UInt8] = []
    var disk: UInt16 = 0

    func bytes() -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let start = UInt32(file.count)
            let own = Array((localName ?? name).utf8)
            let size = UInt32(truncatingIfNeeded: content.count + sizeChange)
            file += little(UInt32(0x0403_4B50)) + [UInt8](repeating: 0, count: 22)
            file += little(UInt16(own.count)) + little(UInt16(0)) + own + content
            directory += little(UInt32(0x0201_4B50)) + [0, 0, 0, 0] + little(flags) + little(method)
            directory += [UInt8](repeating: 0, count: 8) + little(size) + little(size)
            directory += little(UInt16(name.utf8.count)) + [UInt8](repeating: 0, count: 12)
            directory += little(headerOffset ?? start) + Array(name.utf8)
        }
        let offset = UInt32(file.count)
        let records = little(count ?? UInt16(entries.count))
        let end = little(UInt32(0x0605_4B50)) + little(disk) + little(disk) + records + records
        return file + directory + end + little(directoryByteCount ?? UInt32(directory.count))
            + little(directoryOffset ?? offset) + little(UInt16(comment.count)) + comment
    }
}

@Suite("Zip directory")
struct ZipTests {
    private func directory(_ bytes: [UInt8]) throws -> ZipDirectory {
        try bytes.withUnsafeBytes { buffer in try ZipDirectory(buffer, file: "file.bin") }
    }

    @Test("finds entries, also before a comment")
    func reads() throws {
        for comment in [[], Array("a comment".utf8), [UInt8](repeating: 7, count: 65_535)] {
            let bytes = ZipBuilder(comment: comment).bytes()
            let entries = try directory(bytes).entries
            #expect(entries.count == 2)
            #expect(try bytes[#require(entries["x/data/0"])] == [4, 5])
        }
    }

    static let lies: [(String, ZipBuilder)] = [
        ("compressed", ZipBuilder(method: 8)),
        ("encrypted", ZipBuilder(flags: 1)),
        ("counts too many", ZipBuilder(count: 3)),
        ("counts very many", ZipBuilder(count: 65_535)),
        ("directory outside", ZipBuilder(directoryOffset: 60_000)),
        ("directory too long", ZipBuilder(directoryByteCount: .max)),
        ("entry too long", ZipBuilder(sizeChange: 1000)),
        ("entry one too long", ZipBuilder(sizeChange: 200)),
        ("entry of all ones without a 64-bit field", ZipBuilder(sizeChange: -3)),
        ("header elsewhere", ZipBuilder(headerOffset: 5)),
        ("header outside", ZipBuilder(headerOffset: 1_000_000)),
        ("both entries in one place", ZipBuilder(headerOffset: 0)),
        ("another name in the header", ZipBuilder(localName: "x/data.pk2")),
        ("a name twice", ZipBuilder(entries: [("a", [1]), ("a", [2])])),
        ("an empty name", ZipBuilder(entries: [("", [1])])),
        ("a long name", ZipBuilder(entries: [(String(repeating: "n", count: 1025), [1])])),
        ("several parts", ZipBuilder(disk: 1)),
    ]

    @Test("refuses lies", arguments: lies.map(\.0))
    func refuses(name: String) throws {
        let lie = try #require(Self.lies.first { $0.0 == name }).1
        let error = try checkpointError { _ = try directory(lie.bytes()) }
        #expect(error.reason == .malformed || error.reason == .unsupported)
    }

    @Test("overlapping entries are refused")
    func overlap() throws {
        // The first entry reaches over the second's header, which itself is in place.
        var bytes = ZipBuilder(entries: [("a", [UInt8](repeating: 0, count: 10)), ("b", [1])]).bytes()
        let record = try #require(bytes.indices.first { bytes[$0...].starts(with: little(UInt32(0x0201_4B50))) })
        bytes[record + 20] = 20
        bytes[record + 24] = 20
        let error = try checkpointError { _ = try directory(bytes) }
        #expect(error.message.contains("overlap"))
    }
}
