import Checkpoints
import Diffusion
import Foundation
import TestSupport
import Testing
import Torch
import TorchNN

@testable import PhotoMaker
@testable import PortraitEngine

@Suite("Names in PhotoMaker's files")
struct PhotoMakerNamesTests {
    private static let layers = LowRankLayers([
        "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q",
        "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_out.0",
        "mid_block.attentions.0.transformer_blocks.1.attn2.to_v",
    ])
    private static let place = "down_blocks.1.attentions.0.transformer_blocks.0.attn1"

    @Test(
        "every way of naming a low-rank pair",
        arguments: [
            ("unet.\(place).processor.to_q_lora.down.weight", "to_q", LowRankKey.Role.down),
            ("unet.\(place).processor.to_q_lora.up.weight", "to_q", .up),
            ("unet.\(place).processor.to_out_lora.up.weight", "to_out.0", .up),
            ("\(place).processor.to_out_lora.down.weight", "to_out.0", .down),
            ("unet.\(place).to_q.lora.down.weight", "to_q", .down),
            ("unet.\(place).to_out.0.lora.up.weight", "to_out.0", .up),
            ("unet.\(place).to_q.lora_A.weight", "to_q", .down),
            ("unet.\(place).to_q.lora_B.weight", "to_q", .up),
            ("base_model.model.\(place).to_out.0.lora_A.default.weight", "to_out.0", .down),
            ("\(place).to_q.lora_linear_layer.up.weight", "to_q", .up),
            ("lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q.lora_down.weight", "to_q", .down),
            (
                "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_out_0.lora_up.weight", "to_out.0",
                .up
            ),
            ("lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q.alpha", "to_q", .alpha),
        ])
    func lowRank(name: String, projection: String, role: LowRankKey.Role) throws {
        let key = try #require(LowRankKey(name, layers: Self.layers))
        #expect(key.layer == "\(Self.place).\(projection)")
        #expect(key.role == role)
    }

    @Test(
        "names of no layer, or of no pair",
        arguments: [
            "", "unet.\(place).to_k.lora.down.weight", "unet.\(place).to_q.weight",
            "unet.\(place).to_q.lora.mid.weight",
            "\(place).to_q", ".lora.down.weight", "text_encoder.\(place).to_q.lora.down.weight",
        ])
    func others(name: String) {
        #expect(LowRankKey(name, layers: Self.layers) == nil)
    }

    @Test(
        "community files without prefixes",
        arguments: [
            ("vision_model.pre_layrnorm.bias", "id_encoder.vision_model.pre_layrnorm.bias"),
            ("visual_projection_2.weight", "id_encoder.visual_projection_2.weight"),
            ("fuse_module.mlp1.fc1.bias", "id_encoder.fuse_module.mlp1.fc1.bias"),
            ("qformer_perceiver.token_norm.bias", "id_encoder.qformer_perceiver.token_norm.bias"),
            ("unet.mid_block.x.lora.down.weight", "lora_weights.unet.mid_block.x.lora.down.weight"),
            ("id_encoder.fuse_module.x", "id_encoder.fuse_module.x"), ("lora_weights.unet.x", "lora_weights.unet.x"),
            ("stray", "stray"),
        ])
    func published(name: String, expected: String) {
        #expect(PhotoMakerNames.published(name) == expected)
    }

    private func open(_ names: [String]) async throws -> any WeightArchive {
        try await withTemporaryFolder { folder in
            let url = folder.appending(path: "photomaker.safetensors")
            try writeEmptyTensors(names, to: url)
            return try PhotoMakerNames.published(SafetensorsFile(path: url.path))
        }
    }

    @Test("version 1, other files and mixed names are refused in words")
    func refusals() async throws {
        for (names, words) in [
            (["id_encoder.fuse_module.x", "id_encoder.vision_model.x"], "V1"), (["fuse_module.x"], "V1"),
            (["unet.x"], "not PhotoMaker"), ([], "not PhotoMaker"),
            (["fuse_module.x", "id_encoder.fuse_module.x", "qformer_perceiver.x"], "mixes"),
        ] {
            let error = await #expect(throws: ModelError.self) { try await open(names) }
            #expect(try #require(error).description.contains(words))
        }
        let archive = try await open(["fuse_module.x", "qformer_perceiver.y", "unet.z"])
        #expect(
            Set(archive.records.keys) == [
                "id_encoder.fuse_module.x", "id_encoder.qformer_perceiver.y", "lora_weights.unet.z",
            ])
    }

    /// How a tool writes the two matrices of a layer.
    static let styles: [(down: String, up: String)] = [
        ("lora_weights.unet.{}_lora.down.weight", "lora_weights.unet.{}_lora.up.weight"),
        ("unet.{.}.lora.down.weight", "unet.{.}.lora.up.weight"),
        ("lora_weights.unet.{.}.lora_A.weight", "lora_weights.unet.{.}.lora_B.weight"),
    ]

    @Test("an adaptation is found whole in every way of naming", arguments: styles.indices)
    func adaptation(style: Int) async throws {
        let unet = try TinySDXL.unet()
        let layers = unet.attentionProjections.keys
        func name(_ pattern: String, _ layer: String) -> String {
            let last = layer.hasSuffix("to_out.0") ? "to_out" : String(layer.split(separator: ".").last ?? "")
            let path = layer.hasSuffix("to_out.0") ? layer.dropLast(9) : layer.dropLast(last.count + 1)
            return pattern.replacingOccurrences(of: "{.}", with: layer)
                .replacingOccurrences(of: "{}", with: "\(path).processor.\(last)")
        }
        let pattern = Self.styles[style]
        let names = layers.flatMap { [name(pattern.down, $0), name(pattern.up, $0)] }
        try await withTemporaryFolder { folder in
            let url = folder.appending(path: "photomaker.safetensors")
            try writeEmptyTensors(names + ["fuse_module.x", "qformer_perceiver.x"], to: url)
            let adaptation = try PhotoMakerFile(SafetensorsFile(path: url.path)).adaptation(for: unet)
            #expect(Set(adaptation.pairs.keys) == Set(layers))
            // One layer's half too few, and one name too many.
            try writeEmptyTensors(names.dropLast() + ["fuse_module.x", "qformer_perceiver.x"], to: url)
            #expect(throws: LowRankAdaptation.Failure.self) {
                try PhotoMakerFile(SafetensorsFile(path: url.path)).adaptation(for: unet)
            }
            try writeEmptyTensors(
                names + ["unet.strange.to_q.lora.down.weight", "fuse_module.x", "qformer_perceiver.x"], to: url)
            #expect(throws: LowRankAdaptation.Failure.self) {
                try PhotoMakerFile(SafetensorsFile(path: url.path)).adaptation(for: unet)
            }
        }
    }
}

extension TinySDXL {
    static func unet() throws -> UNet {
        let path = folder.appending(path: "tiny.safetensors").path(percentEncoded: false)
        let weights = try SDXLCheckpoint(SafetensorsFile(path: path)).component(.unet)
        let loader = WeightLoader(weights, source: "unet", kind: .float32, device: .cpu)
        let unet = try UNet(loader.root, UNetConfiguration.read(folder.appending(path: "unet/config.json")))
        try loader.finish()
        return unet
    }
}
