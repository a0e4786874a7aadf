import Foundation
import TestSupport
import Testing

@testable import Checkpoints

@Suite("Safetensors")
struct SafetensorsTests {
    @Test("reads every number format, a scalar, an empty tensor and the metadata")
    func types() throws {
        let file = try SafetensorsFile(path: Fixture.path("types.safetensors"))
        #expect(file.records.count == ScalarType.allCases.count + 2)
        #expect(file.metadata == ["format": "pt", "author": "Zoë"])
        for type in ScalarType.allCases {
            let record = try file.record(of: type.rawValue)
            #expect(record.scalarType == type)
            #expect(record.shape == [2, 3])
            #expect(try file.bytes(of: type.rawValue).count == 6 * type.byteCount)
        }
        #expect(try file.floats("float32") == [1, 2, 3, 4, 5, 6])
        #expect(try file.copy(of: "int16") == [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0])
        #expect(try file.copy(of: "bfloat16").prefix(4) == [0x80, 0x3F, 0, 0x40])
        #expect(try file.floats("scalar") == [2.5])
        #expect(file.records["scalar"]?.shape == [])
        #expect(try file.bytes(of: "empty").isEmpty)
        #expect(file.records["empty"]?.shape == [0, 4])
    }

    @Test("a tensor that is not there is named")
    func missing() throws {
        let file = try SafetensorsFile(path: Fixture.path("types.safetensors"))
        let error = try checkpointError { _ = try file.bytes(of: "float31") }
        #expect(error.reason == .missing)
        #expect(error.message.contains("float31"))
    }

    static let entry = #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#

    @Test("accepts a file of no tensors, and spaces after the header")
    func small() throws {
        let none = try withFile(safetensors("{}   ")) { try SafetensorsFile(path: $0).records.count }
        #expect(none == 0)
        let one = try withFile(safetensors("{\(Self.entry)}  ", data: 8)) {
            try SafetensorsFile(path: $0).records.count
        }
        #expect(one == 1)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var reason: CheckpointError.Reason = .malformed
        /// Words that the message must have.
        var words: String

        init(
            _ name: String, _ header: String, data: Int = 0, _ words: String,
            reason: CheckpointError.Reason = .malformed
        ) {
            self.init(name, bytes: safetensors(header, data: data), words, reason: reason)
        }

        init(_ name: String, bytes: [UInt8], _ words: String, reason: CheckpointError.Reason = .malformed) {
            testDescription = name
            self.bytes = bytes
            self.words = words
            self.reason = reason
        }
    }

    private static func one(_ dtype: String, _ shape: String, _ offsets: String) -> String {
        #"{"a":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
    }

    static let refusals: [Refusal] = [
        Refusal("empty file", bytes: [], "too short"),
        Refusal("seven bytes", bytes: [1, 0, 0, 0, 0, 0, 0], "too short"),
        Refusal("header longer than the file", bytes: little(UInt64(50)) + Array("{}".utf8), "truncated"),
        Refusal("header above the cap", bytes: little(UInt64(100_000_001)) + [0], "100 MB", reason: .tooLarge),
        Refusal("header length of all ones", bytes: little(UInt64.max) + [0], "100 MB", reason: .tooLarge),
        Refusal("no JSON", "hello", "header"),
        Refusal("not an object", "[]", "not a JSON object"),
        Refusal("text after the object", "{} x", "goes on"),
        Refusal("not UTF-8", bytes: little(UInt64(5)) + [0x7B, 0x22, 0xFF, 0x22, 0x7D], "UTF-8"),
        Refusal("a name twice", "{\(entry),\(entry)}", data: 8, "twice"),
        Refusal("unknown number format", one("F4", "[2]", "[0,2]"), data: 2, "F4", reason: .unsupported),
        Refusal(
            "Git LFS pointer", bytes: Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n".utf8),
            "Git LFS pointer", reason: .unsupported),
        Refusal("web page", bytes: Array("\n<!DOCTYPE html><html>".utf8), "web page", reason: .unsupported),
        Refusal("eight-bit numbers of a wrong size", one("F8_E4M3", "[2]", "[0,4]"), data: 4, "do not match"),
        Refusal("negative extent", one("F32", "[-2]", "[0,8]"), data: 8, "not possible"),
        Refusal("shape that overflows", one("U8", "[4294967296,4294967296]", "[0,8]"), data: 8, "not possible"),
        Refusal("overflow hidden by a zero", one("U8", "[9223372036854775807,2,0]", "[0,0]"), "not possible"),
        Refusal("fractional extent", one("F32", "[2.0]", "[0,8]"), data: 8, "exactly"),
        Refusal(
            "17 dimensions", one("U8", "[\([String](repeating: "1", count: 17).joined(separator: ","))]", "[0,1]"),
            data: 1, "not possible"),
        Refusal("offsets that do not match", one("F32", "[2]", "[0,4]"), data: 4, "do not match"),
        Refusal("offsets in the wrong order", one("F32", "[0]", "[8,0]"), data: 8, "do not match"),
        Refusal("negative offset", one("F32", "[2]", "[-8,0]"), data: 0, "do not match"),
        Refusal("three offsets", one("F32", "[2]", "[0,8,8]"), data: 8, "exactly"),
        Refusal(
            "a field too many", #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}"#, data: 1, "exactly"),
        Refusal("a field too few", #"{"a":{"dtype":"U8","shape":[1]}}"#, data: 1, "exactly"),
        Refusal("truncated data", "{\(entry)}", data: 7, "truncated"),
        Refusal("bytes after the last tensor", "{\(entry)}", data: 9, "follow the last tensor"),
        Refusal("hole", #"{\#(entry),"b":{"dtype":"U8","shape":[1],"data_offsets":[9,10]}}"#, data: 10, "instead of 8"),
        Refusal(
            "overlap", #"{\#(entry),"b":{"dtype":"U8","shape":[2],"data_offsets":[7,9]}}"#, data: 9, "instead of 8"),
        Refusal("metadata that is a list", #"{"__metadata__":[]}"#, "__metadata__"),
        Refusal("metadata with a number", #"{"__metadata__":{"a":1}}"#, "not a string"),
        Refusal(
            "long name",
            #"{"\#(String(repeating: "n", count: 1025))":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
            "longer than", reason: .tooLarge),
        Refusal("deep nesting", String(repeating: "[", count: 100_000), "nested"),
    ]

    @Test("refuses", arguments: refusals)
    func refuses(_ refusal: Refusal) throws {
        try withFile(refusal.bytes) { path in
            let error = try checkpointError { _ = try SafetensorsFile(path: path) }
            #expect(error.reason == refusal.reason)
            #expect(error.message.contains(refusal.words), "\(error.message)")
            #expect(error.file == path)
        }
    }

    @Test("refuses folders and files that are not there")
    func unreadable() throws {
        try withTemporaryFolder { folder in
            for path in [folder.path, folder.appending(path: "none.safetensors").path] {
                let error = try checkpointError { _ = try SafetensorsFile(path: path) }
                #expect(error.reason == .unreadable)
            }
        }
    }

    @Test("a file that is shortened after opening is an error, also below the page that is asked for")
    func shortened() throws {
        let header = #"{"a":{"dtype":"U8","shape":[100000],"data_offsets":[0,100000]}}"#
        try withFile(safetensors(header, data: 100_000)) { path in
            let file = try SafetensorsFile(path: path)
            #expect(try file.copy(of: "a").count == 100_000)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: 50_000)
            try handle.close()
            let error = try checkpointError { _ = try file.bytes(of: "a") }
            #expect(error.reason == .unreadable)
            #expect(error.message.contains("shortened"))
        }
    }

    @Test("a file that was replaced by another stays as it was opened")
    func replaced() throws {
        try withFile(safetensors("{\(Self.entry)}", data: 8)) { path in
            let file = try SafetensorsFile(path: path)
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path), options: .atomic)
            #expect(try file.floats("a") == [0, 0])
        }
    }
}
