internal import Diffusion
internal import Foundation
internal import PortraitDomain
internal import Tokenizers
internal import Torch

/// One part of a model on its own: tokenizers, text encoders, one call of the UNet, or the autoencoder.
struct PartCase {
    let recorded: RecordedCase
    let part: RecordedCase.Part
    let folder: SDXLFolder

    init(_ recorded: RecordedCase, _ part: RecordedCase.Part) {
        self.recorded = recorded
        self.part = part
        folder = SDXLFolder(recorded.base)
    }

    func run(_ comparison: inout Comparison) throws {
        switch part.kind {
        case .tokens: try compareTokens(&comparison)
        case .text: try compareText(&comparison)
        case .unet: try compareUNet(&comparison)
        case .vae: try compareVAE(&comparison)
        }
    }

    /// `ids`, `ids_2` `[prompts, tokens]`.
    private func compareTokens(_ comparison: inout Comparison) throws {
        for (name, component) in [("ids", "tokenizer"), ("ids_2", "tokenizer_2")] {
            let tokenizer = try CLIPTokenizer(folder: recorded.base.appending(path: component))
            let rows = try (part.prompts ?? []).map { try tokenizer.encode($0).ids }
            try comparison.compare(name, .from(rows.flatMap(\.self), shape: [rows.count, rows.first?.count ?? 0]))
        }
    }

    /// From recorded ids: `embeds` `[prompts, tokens, width]`, `pooled` `[prompts, width]`.
    private func compareText(_ comparison: inout Comparison) throws {
        for input in ["ids", "ids_2"] { comparison.isInput(input) }
        let encoders = try folder.textEncoders(EngineCaseChecker.placement)
        let first = try rows("ids"), second = try rows("ids_2")
        guard first.count == second.count else {
            throw PortraitError.badData("`ids` and `ids_2` differ in their number of prompts")
        }
        let prompts = try zip(first, second).map { try encoders.encode($0, $1) }
        try comparison.compare("embeds", .concatenate(prompts.map(\.context), axis: 0))
        try comparison.compare("pooled", .concatenate(prompts.map(\.pooled), axis: 0))
    }

    private func rows(_ name: String) throws -> [[Int]] {
        let ids = try recorded.tensor(name)
        return try (0..<ids.extent(0)).map { try ids.selected(0, $0).floats().map { Int($0) } }
    }

    /// From `sample`, `context`, `pooled` and `time_ids`: `prediction`.
    private func compareUNet(_ comparison: inout Comparison) throws {
        for input in ["sample", "context", "pooled", "time_ids"] { comparison.isInput(input) }
        guard let timestep = part.timestep else {
            throw PortraitError.badData("case.json of a UNet's case needs a `timestep`")
        }
        let sample = try recorded.tensor("sample"), count = sample.extent(0)
        let context = try recorded.tensor("context"), pooled = try recorded.tensor("pooled")
        let sizes = try recorded.tensor("time_ids").floats().map(Double.init)
        guard context.extent(0) == count, pooled.extent(0) == count, sizes.count == 6 * count else {
            throw PortraitError.badData("the UNet's inputs differ in their number of rows")
        }
        let unet = try folder.unet(EngineCaseChecker.placement)
        let prompt = try unet.prepare(
            context: context, pooled: pooled, timeIds: (0..<count).map { Array(sizes[6 * $0..<6 * $0 + 6]) })
        try comparison.compare("prediction", unet(sample, timestep: timestep, prompt))
    }

    /// From `pixels` the `latents`, and from `input_latents` the `decoded` picture; either may be missing.
    private func compareVAE(_ comparison: inout Comparison) throws {
        for input in ["pixels", "input_latents"] { comparison.isInput(input) }
        let vae = try folder.vae(EngineCaseChecker.placement)
        if recorded.has("pixels") { try comparison.compare("latents", vae.encode(recorded.tensor("pixels"))) }
        if recorded.has("input_latents") {
            try comparison.compare("decoded", vae.decode(recorded.tensor("input_latents")))
        }
    }
}
