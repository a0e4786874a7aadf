import Foundation
import TestSupport
import Testing

@testable import Checkpoints

@Suite("Sharded index")
struct ShardedTests {
    @Test("reads tensors from every part")
    func reads() throws {
        let archive = try ShardedSafetensors(indexPath: Fixture.path("sharded/model.safetensors.index.json"))
        #expect(Set(archive.records.keys) == ["first.weight", "first.bias", "second.weight"])
        #expect(try archive.floats("first.bias") == [0, 1, 2, 3])
        #expect(archive.records["second.weight"]?.scalarType == .float16)
        #expect(throws: CheckpointError.self) { try archive.bytes(of: "third") }
    }

    @Test(
        "opens nothing outside its folder",
        arguments: [
            "../x.safetensors", "/etc/x.safetensors", "a/b.safetensors", "..", "", "x.bin", "a\\\\b.safetensors",
        ])
    func escapes(name: String) throws {
        try withFile(Array(#"{"weight_map":{"a":"\#(name)"}}"#.utf8), named: "model.safetensors.index.json") { path in
            let error = try checkpointError { _ = try ShardedSafetensors(indexPath: path) }
            #expect(error.reason == .forbidden)
        }
    }

    @Test(
        "refuses an index that does not hold",
        arguments: [
            ("{}", CheckpointError.Reason.missing), ("[]", .malformed), (#"{"weight_map":[]}"#, .malformed),
            (#"{"weight_map":{"a":1}}"#, .malformed), (#"{"weight_map":{"a":"none.safetensors"}}"#, .unreadable),
            (#"{"weight_map":{"a":"x.safetensors","a":"x.safetensors"}}"#, .malformed),
        ])
    func refuses(text: String, reason: CheckpointError.Reason) throws {
        try withFile(Array(text.utf8), named: "model.safetensors.index.json") { path in
            let error = try checkpointError { _ = try ShardedSafetensors(indexPath: path) }
            #expect(error.reason == reason)
        }
    }

    @Test("a tensor that its part lacks is named")
    func missingTensor() throws {
        try withTemporaryFolder { folder in
            try Data(safetensors("{}")).write(to: folder.appending(path: "x.safetensors"))
            let index = folder.appending(path: "model.safetensors.index.json")
            try Data(#"{"weight_map":{"a.b":"x.safetensors"}}"#.utf8).write(to: index)
            let error = try checkpointError { _ = try ShardedSafetensors(indexPath: index.path) }
            #expect(error.reason == .missing)
            #expect(error.message.contains("a.b"))
        }
    }
}

@Suite("Names of weights files")
struct WeightFilesTests {
    private func found(_ names: [String]) throws -> String? {
        try withTemporaryFolder { folder in
            for name in names { try Data().write(to: folder.appending(path: name)) }
            return WeightFiles.find(in: folder.path).map { URL(fileURLWithPath: $0).lastPathComponent }
        }
    }

    @Test(
        "prefers safetensors, full precision and one file",
        arguments: [
            (["diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.fp16.safetensors"], 0),
            (["model.fp16.safetensors", "model.safetensors.index.json"], 1),
            (["model.fp16.safetensors", "pytorch_model.bin"], 0),
            (["diffusion_pytorch_model.safetensors.index.fp16.json"], 0),
            (["diffusion_pytorch_model.fp16.safetensors.index.json", "x.safetensors"], 0),
            (["diffusion_pytorch_model.fp16.bin", "pytorch_model.bin"], 1),
        ])
    func order(names: [String], expected: Int) throws {
        #expect(try found(names) == names[expected])
    }

    @Test("finds nothing where there is nothing, and says what was looked for")
    func nothing() throws {
        #expect(try found(["config.json", "weights.safetensors"]) == nil)
        try withTemporaryFolder { folder in
            let error = try checkpointError { _ = try WeightFiles.openComponent(folder.path) }
            #expect(error.reason == .missing)
            try Data("{}".utf8).write(to: folder.appending(path: "pytorch_model.bin.index.json"))
            let sharded = try checkpointError { _ = try WeightFiles.openComponent(folder.path) }
            #expect(sharded.reason == .unsupported)
        }
    }

    @Test("opens each by its ending")
    func open() throws {
        #expect(try WeightFiles.open(Fixture.path("types.safetensors")) is SafetensorsFile)
        #expect(try WeightFiles.open(Fixture.path("sharded/model.safetensors.index.json")) is ShardedSafetensors)
        #expect(try WeightFiles.open(Fixture.path("state.bin")) is PyTorchFile)
        #expect(try WeightFiles.openComponent(Fixture.path("sharded")) is ShardedSafetensors)
    }
}
