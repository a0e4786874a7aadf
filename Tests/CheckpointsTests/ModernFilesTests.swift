import Foundation
import TestSupport
import Testing

@testable import Checkpoints

/// Forms in which files are published today.
@Suite("Safetensors of today")
struct ModernFilesTests {
    @Test("metadata that is null is none")
    func nullMetadata() throws {
        let header = #"{"__metadata__":null,"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
        try withFile(safetensors(header, data: 1)) { path in
            let file = try SafetensorsFile(path: path)
            #expect(file.metadata.isEmpty && file.records.keys.sorted() == ["a"])
        }
    }

    // The values are those of the format's paper, and of torch.float8_e4m3fn and torch.float8_e5m2.
    @Test(
        "eight-bit numbers are read as the bfloat16 of the same value",
        arguments: [
            (
                "F8_E4M3", [0x00, 0x80, 0x01, 0x07, 0x08, 0x38, 0x3C, 0xB8, 0x7E] as [UInt8],
                [0, -0.0, 0.001953125, 0.013671875, 0.015625, 1, 1.5, -1, 448] as [Float]
            ),
            (
                "F8_E5M2", [0x00, 0x01, 0x03, 0x04, 0x3C, 0x3D, 0xBC, 0x7B, 0x7C],
                [0, 0.0000152587890625, 0.0000457763671875, 0.00006103515625, 1, 1.25, -1, 57344, .infinity]
            ),
        ])
    func eightBits(code: String, bytes: [UInt8], values: [Float]) throws {
        let header = #"{"a":{"dtype":"\#(code)","shape":[3,3],"data_offsets":[0,9]}}"#
        try withFile(safetensors(header) + bytes) { path in
            let file = try SafetensorsFile(path: path), record = try file.record(of: "a")
            #expect(record.scalarType == .bfloat16 && record.shape == [3, 3])
            let words = try file.bytes(of: "a")
            #expect(words.count == record.byteCount)
            let read = (0..<9).map { index in
                Float(bitPattern: UInt32(words.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)) << 16)
            }
            #expect(read == values && read[1].sign == values[1].sign)
        }
    }

    @Test("what is no number stays none")
    func notNumbers() {
        for (format, bytes) in [(EightBitFloat.e4m3, [0x7F, 0xFF]), (.e5m2, [0x7D, 0x7F, 0xFE])] {
            for byte in bytes {
                #expect(Float(bitPattern: UInt32(format.widened(UInt8(byte))) << 16).isNaN)
            }
        }
    }

    @Test("a page with a mark of UTF-8 is a page")
    func markedPage() throws {
        try withFile([0xEF, 0xBB, 0xBF] + Array("<html>".utf8)) { path in
            let error = try checkpointError { _ = try SafetensorsFile(path: path) }
            #expect(error.message.contains("web page"))
        }
    }

    @Test("half precision may be bfloat16's, and full precision comes first")
    func variants() throws {
        try withTemporaryFolder { folder in
            func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
            for name in ["model.fp16.safetensors", "model.bf16.safetensors", "model.safetensors"] {
                try Data().write(to: folder.appending(path: name))
                #expect(WeightFiles.find(in: folder.path(percentEncoded: false)) == path(name))
            }
        }
    }

    @Test(
        "numbers that are not finite are found, in every format",
        arguments: [
            ("F16", [0x00, 0x7C], [0xFF, 0x7B]), ("BF16", [0x80, 0xFF], [0x7F, 0x7F]),
            ("F32", [0, 0, 0xC0, 0x7F], [0xFF, 0xFF, 0x7F, 0x7F]), ("F8_E4M3", [0x7F], [0x7E]),
            ("F64", [0, 0, 0, 0, 0, 0, 0xF0, 0x7F], [0, 0, 0, 0, 0, 0, 0xEF, 0x7F]),
        ] as [(String, [UInt8], [UInt8])])
    func finite(code: String, bad: [UInt8], good: [UInt8]) throws {
        let size = bad.count
        let header = """
            {"bad":{"dtype":"\(code)","shape":[2],"data_offsets":[0,\(2 * size)]},\
            "good":{"dtype":"\(code)","shape":[1],"data_offsets":[\(2 * size),\(3 * size)]}}
            """
        try withFile(safetensors(header) + good + bad + good) { path in
            let file = try SafetensorsFile(path: path)
            #expect(try !file.isFinite(file.record(of: "bad")))
            #expect(try file.isFinite(file.record(of: "good")))
        }
    }
}
