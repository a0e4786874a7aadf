import Checkpoints
import Diffusion
import Foundation
import Testing
import Torch
import TorchNN

@testable import PhotoMaker
@testable import PortraitEngine

@Suite("The sizes of PhotoMaker's encoder")
struct IDEncoderConfigurationTests {
    /// A tower of 64 patches of 8×8 pixels and two tokens of 32 values.
    private static let shapes = [
        "vision_model.embeddings.patch_embedding.weight": [16, 3, 8, 8],
        "vision_model.embeddings.position_embedding.weight": [65, 16],
        "vision_model.encoder.layers.0.mlp.fc1.weight": [32, 16],
        "qformer_perceiver.token_proj.0.weight": [48, 512],
        "qformer_perceiver.token_proj.2.weight": [64, 48],
        "qformer_perceiver.token_norm.weight": [32],
    ]

    private func read(
        _ json: String = "{}", changing name: String = "", to shape: [Int] = []
    ) throws -> IDEncoderConfiguration {
        var shapes = Self.shapes
        if !name.isEmpty { shapes[name] = shape }
        let loader = WeightLoader(ShapeArchive(shapes), source: "test", kind: .float32, device: .cpu)
        let file = try JSONDecoder().decode(IDEncoderConfiguration.File.self, from: Data(json.utf8))
        return try IDEncoderConfiguration(loader.root, file: file)
    }

    @Test("they come from the weights, and a configuration that says the same is taken")
    func sizes() throws {
        let configuration = try read()
        #expect(configuration.vision.imageSize == 64 && configuration.vision.tokens == 65)
        #expect(configuration.tokensPerPhotograph == 2 && configuration.tokenWidth == 32)
        #expect(try read(#"{"num_tokens":2,"image_size":64,"patch_size":8}"#).tokensPerPhotograph == 2)
    }

    @Test(
        "a configuration that says otherwise is refused by the name of its key",
        arguments: [
            ("image_size", 9_000_000_000_000_000_000), ("image_size", -64), ("image_size", 71), ("image_size", 0),
            ("num_tokens", 3), ("num_tokens", 0), ("patch_size", 16),
        ])
    func stated(key: String, value: Int) throws {
        let error = #expect(throws: ModelError.self) { try read(#"{"\#(key)":\#(value)}"#) }
        #expect(try #require(error).description.contains("`\(key)` is \(value)"))
    }

    @Test(
        "weights without room for a token, and extents that overflow, are refused",
        arguments: [
            ("qformer_perceiver.token_proj.2.weight", [0, 48]), ("qformer_perceiver.token_proj.2.weight", [33, 48]),
            ("qformer_perceiver.token_proj.2.weight", [.max, 0]), ("qformer_perceiver.token_norm.weight", [0]),
            ("vision_model.embeddings.position_embedding.weight", [.max, 0]),
            ("vision_model.embeddings.position_embedding.weight", [0, 16]),
            ("vision_model.embeddings.position_embedding.weight", [64, 16]),
            ("vision_model.embeddings.patch_embedding.weight", [16, 1, 500_000_000_000_000_000, 0]),
            ("vision_model.embeddings.patch_embedding.weight", [16, 3, 0, 8]),
        ] as [(String, [Int])])
    func extents(name: String, shape: [Int]) {
        #expect(throws: ModelError.self) { try read(changing: name, to: shape) }
    }
}

/// Tensors of these shapes, without values.
private final class ShapeArchive: WeightArchive {
    let path = "shapes"
    let records: [String: TensorRecord]
    let metadata: [String: String] = [:]

    init(_ shapes: [String: [Int]]) {
        var records: [String: TensorRecord] = [:]
        for (name, shape) in shapes {
            records[name] = TensorRecord(name: name, scalarType: .uint8, shape: shape)
        }
        self.records = records
    }

    func bytes(of name: String) throws(CheckpointError) -> UnsafeRawBufferPointer {
        throw CheckpointError(.missing, file: path, "there are no values.")
    }
}
