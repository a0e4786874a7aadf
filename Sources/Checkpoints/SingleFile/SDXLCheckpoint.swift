/// A part of SDXL that has a folder of its own in the diffusers layout.
package enum SDXLComponent: String, Sendable, CaseIterable {
    case unet
    case vae
    case textEncoder = "text_encoder"
    case secondTextEncoder = "text_encoder_2"

    /// The prefix of its names in a single file.
    var prefix: String {
        switch self {
        case .unet: "model.diffusion_model."
        case .vae: "first_stage_model."
        case .textEncoder: "conditioner.embedders.0.transformer."
        case .secondTextEncoder: "conditioner.embedders.1.model."
        }
    }

    /// Its name for people.
    package var words: String {
        switch self {
        case .unet: "denoiser (UNet)"
        case .vae: "autoencoder"
        case .textEncoder: "first text encoder"
        case .secondTextEncoder: "second text encoder"
        }
    }

    /// Names below the prefix that belong to training.
    var strays: [String] {
        switch self {
        case .unet, .textEncoder: []
        case .vae: ["loss.", "model_ema."]
        case .secondTextEncoder: ["logit_scale", "attn_mask"]
        }
    }
}

/// SDXL in one file with the names of Stability AI's code: each component as a view with diffusers' names.
///
/// Names outside the four components (`model_ema.…`, `denoiser.…`) are passed over; names inside them that no rule
/// knows stay as they are, so that strict loading reports them.
package struct SDXLCheckpoint: Sendable {
    /// A tensor that SDXL's base models have and other published models lack. Models of SDXL's form whose encoders are
    /// shallower are known by both of their encoders' prefixes.
    package static let signature = "conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias"

    package let archive: any WeightArchive
    package let marks: TrainingMarks
    /// `state_dict.` in files that were saved during training.
    private let root: String

    /// - Throws: ``CheckpointError`` with reason `unsupported` when this is another model, named where it is known.
    package init(_ archive: any WeightArchive) throws(CheckpointError) {
        guard let root = ["", "state_dict."].first(where: { Self.isBase(archive, root: $0) }) else {
            throw CheckpointError(
                .unsupported, file: archive.path, "this is not an SDXL base checkpoint: \(Self.guess(archive)).")
        }
        self.archive = archive
        self.root = root
        marks = try TrainingMarks(archive, root: root)
    }

    /// The component under the names of its diffusers folder.
    package func component(_ component: SDXLComponent) throws(CheckpointError) -> TensorView {
        let prefix = root + component.prefix
        let names = archive.records.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        guard !names.isEmpty else {
            throw CheckpointError(.missing, file: archive.path, "the file has no \(component.words).")
        }
        let rules = rules(component, names)
        var sources: [String: TensorView.Source] = [:]
        sources.reserveCapacity(names.count)
        for name in names where !component.strays.contains(where: name.hasPrefix) {
            let words = name.split(separator: ".", omittingEmptySubsequences: false)[...]
            let unknown = [NameRule.Renamed(name: String(name), change: .none)]
            for renamed in rules.firstResult({ $0.apply(words) }) ?? unknown {
                let source = TensorView.Source(name: prefix + name, change: renamed.change)
                guard sources.updateValue(source, forKey: renamed.name) == nil else {
                    throw CheckpointError(
                        .malformed, file: archive.path,
                        "two tensors stand for “\(renamed.name)” of \(component.rawValue).")
                }
            }
        }
        return try TensorView(of: archive, sources: sources)
    }

    private func rules(_ component: SDXLComponent, _ names: [Substring]) -> [NameRule] {
        switch component {
        case .unet: LDMNames.unet(layersPerBlock: layersPerBlock)
        case .vae: LDMNames.vae(levels: Self.levels(names))
        case .textEncoder: LDMNames.firstTextEncoder
        case .secondTextEncoder: LDMNames.secondTextEncoder
        }
    }

    /// The first halving follows the outermost resolution's blocks: SDXL has it at 3.
    private var layersPerBlock: Int {
        let prefix = root + SDXLComponent.unet.prefix
        let halving = (2...9).first { archive.records["\(prefix)input_blocks.\($0).0.op.weight"] != nil }
        return (halving ?? 3) - 1
    }

    private static func isBase(_ archive: any WeightArchive, root: String) -> Bool {
        if archive.records[root + signature] != nil { return true }
        return SDXLComponent.allCases.allSatisfy { component in
            archive.records.keys.contains { $0.hasPrefix(root + component.prefix) }
        }
    }

    private static func levels(_ names: [Substring]) -> Int {
        (0..<16).first { level in !names.contains { $0.hasPrefix("decoder.up.\(level).") } } ?? 16
    }

    private static func guess(_ archive: any WeightArchive) -> String {
        func has(_ prefixes: String...) -> Bool {
            archive.records.keys.contains { name in prefixes.contains { name.hasPrefix($0) } }
        }
        if has("conditioner.embedders.0.model.") { return "it looks like the SDXL refiner" }
        if has("cond_stage_model.") { return "it looks like Stable Diffusion 1 or 2" }
        let isAdaptation = archive.records.keys.contains { $0.contains(".lora_A.") || $0.contains(".lora.down.") }
        if isAdaptation || has("lora_unet_", "lora_te") { return "it looks like a low-rank adaptation" }
        if has("id_encoder.", "qformer_perceiver.") { return "it looks like PhotoMaker, which belongs beside a model" }
        if has("double_blocks.", "model.diffusion_model.double_blocks.") { return "it looks like FLUX" }
        if has("joint_blocks.", "model.diffusion_model.joint_blocks.") { return "it looks like Stable Diffusion 3" }
        if has("control_model.", "controlnet_", "input_hint_block.") { return "it looks like a ControlNet" }
        if has("model.diffusion_model.") { return "it lacks SDXL's text encoders" }
        if has("first_stage_model.", "decoder.", "encoder.", "quant_conv.") { return "it is an autoencoder alone" }
        if has("text_model.", "conditioner.") { return "it is a text encoder alone" }
        if has("down_blocks.") { return "it is one component of a diffusers folder; give the folder" }
        return "it is of a family that is not known here"
    }
}
