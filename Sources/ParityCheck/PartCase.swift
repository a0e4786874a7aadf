import Diffusion
import Foundation
import PortraitDomain
import PortraitEngine
import Tokenizers
import Torch

/// One part of a model on its own: tokenizers, text encoders, one call of the UNet, or the autoencoder.
struct PartCase {
    let recorded: RecordedCase
    let part: RecordedCase.Part
    private var folder: SDXLFolder { SDXLFolder(recorded.base) }

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
            let rows = try (part.prompts ?? []).map { prompt in
                try Task.checkCancellation()
                return try tokenizer.encode(prompt).ids
            }
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
        let prompts = try zip(first, second).map { first, second in
            try Task.checkCancellation()
            return try encoders.encode(first, second)
        }
        try comparison.compare("embeds", .concatenate(prompts.map(\.context), axis: 0))
        try comparison.compare("pooled", .concatenate(prompts.map(\.pooled), axis: 0))
    }

    private func rows(_ name: String) throws -> [[Int]] {
        let ids = try recorded.input(name, rank: 2), length = ids.extent(1)
        let numbers = try ids.floats().map { value in
            guard let id = Int(exactly: value) else {
                throw PortraitError.badData("`\(name)` of the recorded case has \(value), which is no token id")
            }
            return id
        }
        return stride(from: 0, to: numbers.count, by: length).map { Array(numbers[$0..<$0 + length]) }
    }

    /// From `sample`, `context`, `pooled` and `time_ids`: `prediction`.
    private func compareUNet(_ comparison: inout Comparison) throws {
        for input in ["sample", "context", "pooled", "time_ids"] { comparison.isInput(input) }
        guard let timestep = part.timestep else {
            throw PortraitError.badData("case.json of a UNet's case needs a `timestep`")
        }
        let sample = try recorded.input("sample", rank: 4), count = sample.extent(0)
        let context = try recorded.input("context", rank: 3, rows: count)
        let pooled = try recorded.input("pooled", rank: 2, rows: count)
        let sizes = try recorded.input("time_ids").floats().map(Double.init)
        guard sizes.count == 6 * count else {
            throw PortraitError.badData("`time_ids` of the recorded case needs six sizes for each of \(count) rows")
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
        if recorded.has("pixels") {
            try comparison.compare("latents", vae.encode(recorded.input("pixels", rank: 4)))
        }
        if recorded.has("input_latents") {
            try comparison.compare("decoded", vae.decode(recorded.input("input_latents", rank: 4)))
        }
    }
}
