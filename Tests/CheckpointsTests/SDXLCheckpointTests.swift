import Foundation
import Testing

@testable import Checkpoints

@Suite("SDXL in one file")
struct SDXLCheckpointTests {
    /// Shape and CRC-32 of each tensor, by component and diffusers' name.
    private static func expected() throws -> [String: [String: (shape: [Int], crc: UInt32)]] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Fixture.path("sdxl/expected.json")))
        let file = try JSONDecoder().decode([String: [String: Entry]].self, from: bytes)
        return file.mapValues { $0.mapValues { ($0.shape, $0.crc) } }
    }

    private struct Entry: Decodable {
        let shape: [Int]
        let crc: UInt32

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            shape = try list.decode([Int].self)
            crc = try list.decode(UInt32.self)
        }
    }

    @Test("gives each component the tensors that it was made of", arguments: SDXLComponent.allCases)
    func components(component: SDXLComponent) throws {
        let checkpoint = try SDXLCheckpoint(SafetensorsFile(path: Fixture.path("sdxl/tiny.safetensors")))
        let view = try checkpoint.component(component)
        let expected = try #require(try Self.expected()[component.rawValue])
        let strays: Set = component == .textEncoder ? ["text_model.embeddings.position_ids"] : []
        #expect(Set(view.records.keys) == Set(expected.keys).union(strays))
        for (name, tensor) in expected {
            let record = try view.record(of: name)
            #expect(record.shape == tensor.shape, "\(name)")
            #expect(record.scalarType == .float16)
            let bytes = try view.bytes(of: name)
            #expect(bytes.count == record.byteCount)
            #expect(crc32(bytes) == tensor.crc, "\(name)")
        }
    }

    /// An archive of empty tensors by name.
    private func archive(_ shapes: [String: [Int]], _ body: (SafetensorsFile) throws -> Void) throws {
        var offset = 0
        let entries = shapes.sorted { $0.key < $1.key }.map { name, shape in
            let count = shape.reduce(1, *)
            defer { offset += count }
            return #""\#(name)":{"dtype":"U8","shape":\#(shape),"data_offsets":[\#(offset),\#(offset + count)]}"#
        }
        let header = "{\(entries.joined(separator: ","))}"
        try withFile(safetensors(header, data: offset)) { try body(SafetensorsFile(path: $0)) }
    }

    @Test(
        "says what another model looks like",
        arguments: [
            ("conditioner.embedders.0.model.ln_final.bias", "refiner"),
            ("cond_stage_model.transformer.x", "Stable Diffusion 1 or 2"),
            ("lora_unet_x.lora_down.weight", "adaptation"),
            ("qformer_perceiver.token_norm.bias", "PhotoMaker"), ("model.diffusion_model.out.2.bias", "text encoders"),
            ("down_blocks.0.resnets.0.conv1.bias", "diffusers"), ("something", "not known"),
            ("double_blocks.0.img_mod.lin.bias", "FLUX"), ("joint_blocks.0.x", "Stable Diffusion 3"),
            ("first_stage_model.decoder.conv_in.bias", "autoencoder alone"),
            ("encoder.conv_in.bias", "autoencoder alone"),
            ("text_model.final_layer_norm.bias", "text encoder alone"), ("x.lora_A.weight", "adaptation"),
            ("input_hint_block.0.bias", "ControlNet"),
        ])
    func others(name: String, words: String) throws {
        try archive([name: [1]]) { file in
            let error = try checkpointError { _ = try SDXLCheckpoint(file) }
            #expect(error.reason == .unsupported)
            #expect(error.message.contains(words), "\(error.message)")
        }
    }

    @Test("unknown names stay as they are; strays are passed over; marks are seen")
    func strays() throws {
        let unet = SDXLComponent.unet.prefix, vae = SDXLComponent.vae.prefix
        let text = SDXLComponent.secondTextEncoder.prefix
        try archive([
            SDXLCheckpoint.signature: [1], "v_pred": [0], unet + "strange.weight": [1],
            unet + "input_blocks.01.0.op.bias": [1],
            vae + "loss.logvar": [1], text + "logit_scale": [1], "model_ema.decay": [1],
        ]) { file in
            let checkpoint = try SDXLCheckpoint(file)
            #expect(checkpoint.marks.predictsVelocity == true && !checkpoint.marks.hasZeroTerminalSNR)
            #expect(
                Set(try checkpoint.component(.unet).records.keys) == ["strange.weight", "input_blocks.01.0.op.bias"])
            #expect(try checkpoint.component(.vae).records.isEmpty)
            #expect(
                Set(try checkpoint.component(.secondTextEncoder).records.keys) == [
                    "text_model.encoder.layers.9.mlp.fc2.bias"
                ])
        }
    }

    @Test("another kind of noise is refused, and a part that is missing is named as one")
    func parts() throws {
        try archive([SDXLCheckpoint.signature: [1], "edm_mean": [4], "edm_std": [4]]) { file in
            let error = try checkpointError { _ = try SDXLCheckpoint(file) }
            #expect(error.reason == .unsupported && error.message.contains("another kind of noise"))
        }
        try archive([SDXLCheckpoint.signature: [1], "edm_vpred.sigma_max": [1]]) { file in
            #expect(throws: CheckpointError.self) { try SDXLCheckpoint(file) }
        }
        try archive([SDXLCheckpoint.signature: [1]]) { file in
            let checkpoint = try SDXLCheckpoint(file)
            let error = try checkpointError { _ = try checkpoint.component(.vae) }
            #expect(error.message == "the file has no autoencoder.")
        }
    }

    @Test("a training's own prefix is taken off")
    func prefix() throws {
        try archive(["state_dict." + SDXLCheckpoint.signature: [3]]) { file in
            let view = try SDXLCheckpoint(file).component(.secondTextEncoder)
            #expect(view.records["text_model.encoder.layers.9.mlp.fc2.bias"]?.shape == [3])
        }
    }

    @Test("a bad number is told of the part that holds it, and of no other; unknown tensors are refused")
    func finiteParts() throws {
        let name = SDXLComponent.secondTextEncoder.prefix + "transformer.resblocks.0.attn.in_proj_bias"
        let header = """
            {"\(SDXLCheckpoint.signature)":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},\
            "\(name)":{"dtype":"F16","shape":[3],"data_offsets":[1,7]}}
            """
        try withFile(safetensors(header) + [0, 0xFF, 0x7B, 0x00, 0x7C, 0xFF, 0x7B]) { path in
            let view = try SDXLCheckpoint(SafetensorsFile(path: path)).component(.secondTextEncoder)
            for (part, isFinite) in [("q", true), ("k", false), ("v", true)] {
                let record = try view.record(of: "text_model.encoder.layers.0.self_attn.\(part)_proj.bias")
                #expect(try view.isFinite(record) == isFinite, "\(part)")
            }
            let unknown = try #require(TensorRecord(name: "none", scalarType: .float16, shape: [1]))
            #expect(try checkpointError { _ = try view.isFinite(unknown) }.reason == .missing)
        }
    }

    @Test("two tensors for one place, and shapes that cannot be changed, are refused")
    func conflicts() throws {
        let text = SDXLComponent.secondTextEncoder.prefix
        for shapes in [
            [text + "text_projection": [2, 2], text + "text_projection.weight": [2, 2]],
            [text + "text_projection": [2, 2, 2]],
            [text + "transformer.resblocks.0.attn.in_proj_weight": [4, 2]],
            [text + "transformer.resblocks.0.attn.in_proj_bias": []],
        ] {
            try archive(shapes.merging([SDXLCheckpoint.signature: [1]]) { first, _ in first }) { file in
                let checkpoint = try SDXLCheckpoint(file)
                #expect(throws: CheckpointError.self) { try checkpoint.component(.secondTextEncoder) }
            }
        }
        let vae = SDXLComponent.vae.prefix
        try archive([SDXLCheckpoint.signature: [1], vae + "encoder.mid.attn_1.q.weight": [2, 2, 3, 3]]) { file in
            let checkpoint = try SDXLCheckpoint(file)
            #expect(throws: CheckpointError.self) { try checkpoint.component(.vae) }
        }
    }
}
