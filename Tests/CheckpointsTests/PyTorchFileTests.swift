import Foundation
import Testing

@testable import Checkpoints

@Suite("PyTorch zips")
struct PyTorchFileTests {
    @Test("every tensor of a state dictionary equals its copy in a safetensors file")
    func state() throws {
        let zip = try PyTorchFile(path: Fixture.path("state.bin"))
        let twin = try SafetensorsFile(path: Fixture.path("state.safetensors"))
        #expect(zip.records == twin.records)
        #expect(zip.records.count == 26)
        for name in twin.records.keys {
            #expect(try zip.copy(of: name) == twin.copy(of: name), "\(name)")
        }
    }

    @Test("tensors that do not lie in order are put in order, once")
    func rearranged() throws {
        let zip = try PyTorchFile(path: Fixture.path("state.bin"))
        #expect(try zip.floats("views.steps") == [3, 6, 15, 18])
        #expect(try zip.floats("views.transposed").prefix(4) == [3, 9, 15, 21])
        #expect(try zip.bytes(of: "views.steps").baseAddress == zip.bytes(of: "views.steps").baseAddress)
        // Rows of the whole lie in the whole's own memory.
        let whole = try #require(try zip.bytes(of: "views.whole").baseAddress)
        #expect(try zip.bytes(of: "views.rows").baseAddress == whole + 6 * 4)
    }

    @Test("numbers and texts become metadata; lists, tuples and None are passed over")
    func notes() throws {
        let zip = try PyTorchFile(path: Fixture.path("state.bin"))
        #expect(
            zip.metadata == [
                "step": "1234567890123", "small": "-3", "rate": "0.125", "done": "true", "title": "Zoë",
            ])
    }

    @Test("nested dictionaries give dotted names")
    func nested() throws {
        let zip = try PyTorchFile(path: Fixture.path("photomaker.bin"))
        #expect(
            Set(zip.records.keys) == [
                "id_encoder.fuse_module.layer_norm.weight",
                "lora_weights.unet.mid_block.attn1.processor.to_q_lora.down.weight",
            ])
        #expect(zip.records["id_encoder.fuse_module.layer_norm.weight"]?.scalarType == .float16)
    }

    @Test("a zip of 64-bit sizes without alignment is read")
    func zip64() throws {
        let zip = try PyTorchFile(path: Fixture.path("zip64.bin"))
        #expect(try zip.floats("weight") == [0, 1, 2, 3, 4, 5])
    }

    @Test(
        "refuses in words",
        arguments: [
            ("command.bin", CheckpointError.Reason.forbidden, "system"),
            ("module.bin", .forbidden, "Tiny"),
            ("old.bin", .malformed, "before 1.6"),
            ("protocol4.bin", .unsupported, "protocol 4"),
            ("repeated.bin", .unsupported, "contiguous()"),
            ("complex.bin", .unsupported, "ComplexFloatStorage"),
            ("list.bin", .unsupported, "a list"),
            ("cycle.bin", .forbidden, "two places"),
            ("compressed.bin", .unsupported, "compressed"),
            ("big_endian.bin", .unsupported, "big-endian"),
            ("short_storage.bin", .malformed, "20 bytes, not 6 elements"),
            ("no_pickle.bin", .malformed, "data.pkl"),
            ("types.safetensors", .malformed, "not a PyTorch zip"),
        ])
    func refuses(name: String, reason: CheckpointError.Reason, words: String) throws {
        let path = try Fixture.path(name)
        let error = try checkpointError { _ = try PyTorchFile(path: path) }
        #expect(error.reason == reason)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("a file cut at any place is refused")
    func truncated() throws {
        let bytes = try Fixture.bytes("state.bin")
        for count in stride(from: 0, to: bytes.count, by: 37) {
            try withFile(Array(bytes.prefix(count)), named: "cut.bin") { path in
                _ = try checkpointError { _ = try PyTorchFile(path: path) }
            }
        }
    }

    @Test("a file that is shortened after opening is an error")
    func shortened() throws {
        try withFile(Fixture.bytes("state.bin"), named: "state.bin") { path in
            let zip = try PyTorchFile(path: path)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: 1000)
            try handle.close()
            let error = try checkpointError { _ = try zip.bytes(of: "parameter") }
            #expect(error.reason == .unreadable)
        }
    }
}

@Suite("Strided layouts")
struct StridedLayoutTests {
    @Test("must lie within the storage")
    func bounds() {
        #expect(StridedLayout(offset: 0, shape: [2, 3], strides: [3, 1], storageCount: 6) != nil)
        #expect(StridedLayout(offset: 1, shape: [2, 3], strides: [3, 1], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 0, shape: [2, 3], strides: [4, 1], storageCount: 6) == nil)
        #expect(StridedLayout(offset: -1, shape: [1], strides: [1], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 0, shape: [2], strides: [-1], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 0, shape: [2], strides: [.max], storageCount: 6) == nil)
        #expect(StridedLayout(offset: .max, shape: [], strides: [], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 0, shape: [.max, .max], strides: [0, 0], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 6, shape: [], strides: [], storageCount: 6) == nil)
        #expect(StridedLayout(offset: 6, shape: [0, 5], strides: [5, 1], storageCount: 6) != nil)
        #expect(StridedLayout(offset: 0, shape: [2], strides: [1, 1], storageCount: 6) == nil)
    }

    @Test("strides of single elements do not matter, however large")
    func singles() throws {
        let layout = try #require(
            StridedLayout(offset: 1, shape: [1, 2, 1, 2], strides: [.max, 1, .max, 2], storageCount: 6))
        #expect(!layout.isContiguous)
        let source: [UInt8] = [0, 1, 2, 3, 4, 5]
        var target = [UInt8](repeating: 0, count: 4)
        source.withUnsafeBytes { source in
            target.withUnsafeMutableBytes { layout.gather(from: source, size: 1, into: $0) }
        }
        #expect(target == [1, 3, 2, 4])
        #expect(
            StridedLayout(offset: 0, shape: [3, 1, 2], strides: [2, .max, 1], storageCount: 6)?.isContiguous == true)
    }
}
