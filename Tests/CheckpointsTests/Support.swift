import Foundation
import TestSupport
import Testing

@testable import Checkpoints

/// Files that Scripts/parity/checkpoint_fixtures.py and sdxl_fixture.py wrote.
enum Fixture {
    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)").path(percentEncoded: false)
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
}

/// Bytes as a file for the time of a test.
func withFile<Result>(
    _ bytes: [UInt8], named name: String = "file.safetensors", _ body: (String) throws -> Result
) throws -> Result {
    try withTemporaryFolder { folder in
        let url = folder.appending(path: name)
        try Data(bytes).write(to: url)
        return try body(url.path(percentEncoded: false))
    }
}

/// The error of `body`, which must be one of this module's.
func checkpointError(_ body: () throws -> Void) throws -> CheckpointError {
    try #require(throws: CheckpointError.self) { try body() }
}

/// A safetensors file of a header text and as many bytes of data.
func safetensors(_ header: String, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    return little(UInt64(text.count)) + text + [UInt8](repeating: 0, count: data)
}

func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

extension WeightArchive {
    /// A copy of a tensor's bytes, which looks at every one of them.
    func copy(of name: String) throws -> [UInt8] { Array(try bytes(of: name)) }

    func floats(_ name: String) throws -> [Float] {
        let bytes = try bytes(of: name)
        return stride(from: 0, to: bytes.count, by: 4).map { bytes.loadUnaligned(fromByteOffset: $0, as: Float.self) }
    }
}

/// CRC-32 as in zip files (ISO 3309), bit by bit.
func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
}
