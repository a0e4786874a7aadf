import Checkpoints
import Foundation
import Testing

/// The tiny SDXL that Scripts/parity/sdxl_fixture.py wrote: one file, and configurations beside it.
enum TinySDXL {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CheckpointsTests/Fixtures/sdxl")
    static let portrait = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "NarcisCLITests/Fixtures/tiny-portrait")
    static let components = ["unet", "vae", "text_encoder", "text_encoder_2"]

    /// Copies the file and the configurations, and writes a vocabulary of bytes beside them.
    /// - Parameter marks: names of empty tensors that the file has as well.
    static func write(to target: URL, marks: [String] = []) throws -> URL {
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        try copyConfigurations(to: target)
        try writeTokenizers(to: target)
        let file = target.appending(path: "tiny.safetensors")
        try FileManager.default.copyItem(at: folder.appending(path: "tiny.safetensors"), to: file)
        if !marks.isEmpty { try add(marks, to: file) }
        return file
    }

    /// Adds empty tensors.
    static func add(_ marks: [String], to file: URL) throws {
        let entries = marks.map { #""\#($0)":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"# }
        try add(entries.joined(separator: ","), to: file)
    }

    /// Adds members to the header of a safetensors file.
    static func add(_ members: String, to file: URL) throws {
        var data = try Data(contentsOf: file)
        let count = Int(data.prefix(8).withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
        let header = String(decoding: data.dropFirst(8).prefix(count), as: UTF8.self)
            .trimmingCharacters(in: .whitespaces)
        let text = Data("{\(members),\(header.dropFirst())".utf8)
        var length = UInt64(text.count).littleEndian
        data.replaceSubrange(0..<8 + count, with: Data(bytes: &length, count: 8) + text)
        try data.write(to: file)
    }

    static func copyConfigurations(to target: URL) throws {
        for name in components {
            try FileManager.default.createDirectory(
                at: target.appending(path: name), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: folder.appending(path: "\(name)/config.json"), to: target.appending(path: "\(name)/config.json"))
        }
    }

    static func writeTokenizers(to target: URL) throws {
        var ids: [String: Int] = [:]
        let bytes = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF) + Array(0x100...0x143)
        for suffix in ["", "</w>"] {
            for scalar in bytes.compactMap(Unicode.Scalar.init) { ids[String(Character(scalar)) + suffix] = ids.count }
        }
        for mark in ["<|startoftext|>", "<|endoftext|>"] { ids[mark] = ids.count }
        for name in ["tokenizer", "tokenizer_2"] {
            let place = target.appending(path: name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try JSONEncoder().encode(ids).write(to: place.appending(path: "vocab.json"))
            try Data("#version: 0.2\n".utf8).write(to: place.appending(path: "merges.txt"))
            let configuration = #"{"pad_token":"\#(name == "tokenizer" ? "<|endoftext|>" : "!")"}"#
            try Data(configuration.utf8).write(to: place.appending(path: "tokenizer_config.json"))
        }
    }
}

/// Writes tensors of an archive as a safetensors file.
func writeSafetensors(_ archive: any WeightArchive, names: some Collection<String>, to url: URL) throws {
    var entries: [String] = []
    var data = Data()
    let codes: [ScalarType: String] = [.float16: "F16", .float32: "F32", .int64: "I64", .uint8: "U8"]
    for name in names.sorted() {
        let record = try archive.record(of: name)
        let code = try #require(codes[record.scalarType])
        let start = data.count
        data.append(contentsOf: try archive.bytes(of: name))
        entries.append(
            #""\#(name)":{"dtype":"\#(code)","shape":\#(record.shape),"data_offsets":[\#(start),\#(data.count)]}"#)
    }
    try writeSafetensors(header: "{\(entries.joined(separator: ","))}", data: data, to: url)
}

/// Tensors of one byte with these names.
func writeEmptyTensors(_ names: [String], to url: URL) throws {
    let entries = names.enumerated().map { index, name in
        #""\#(name)":{"dtype":"U8","shape":[1],"data_offsets":[\#(index),\#(index + 1)]}"#
    }
    try writeSafetensors(header: "{\(entries.joined(separator: ","))}", data: Data(count: names.count), to: url)
}

private func writeSafetensors(header: String, data: Data, to url: URL) throws {
    var file = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    file.append(Data(header.utf8))
    file.append(data)
    try file.write(to: url)
}
