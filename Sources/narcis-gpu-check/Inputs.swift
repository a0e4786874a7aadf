import Diffusion
import PhotoMaker
import Torch

/// Seeded inputs of a model's own shapes; their numbers are of the size that real ones have.
struct Inputs {
    let unet: UNetConfiguration
    let vae: VAEConfiguration
    /// Side of the picture in pixels.
    let size: Int

    /// Side of the latents.
    var side: Int { size / vae.scale }

    func latents(seed: UInt64, rows: Int = 1) throws -> Tensor {
        try .normal([rows, unet.inputChannels, side, side], seed: seed)
    }

    func prompt(seed: UInt64) throws -> TextConditioning {
        TextConditioning(
            context: try .normal([1, 77, unet.contextWidth], seed: seed),
            pooled: try .normal([1, unet.pooledWidth], seed: seed + 1))
    }

    var timeIds: [Double] {
        let side = Double(size)
        return [side, side, 0, 0, side, side]
    }

    /// A prompt for `rows` rows, projected once for all steps.
    func conditioning(_ unet: UNet, seed: UInt64, rows: Int) throws -> UNetConditioning {
        let prompts = try (0..<rows).map { try prompt(seed: seed + 10 * UInt64($0)) }
        return try unet.prepare(
            context: .concatenate(prompts.map(\.context), axis: 0),
            pooled: .concatenate(prompts.map(\.pooled), axis: 0), timeIds: Array(repeating: timeIds, count: rows))
    }

    /// A picture in −1…1.
    func picture(seed: UInt64) throws -> Tensor { try .normal([1, 3, size, size], seed: seed).clamped(-1...1) }
}

/// Ids for a text encoder, all within its vocabulary.
func ids(_ configuration: CLIPTextConfiguration) -> [Int] {
    (0..<configuration.positions).map { ($0 * 37 + 1) % configuration.vocabulary }
}

extension IDEncoder {
    /// Tokens of as many photographs as there are seeds.
    func tokens(seeds: [UInt64]) throws -> Tensor {
        let side = configuration.vision.imageSize
        return try tokens(
            pixels: .concatenate(seeds.map { try .normal([1, 3, side, side], seed: $0) }, axis: 0),
            faceVectors: .concatenate(seeds.map { try .normal([1, configuration.faceWidth], seed: $0 + 1) }, axis: 0))
    }
}
