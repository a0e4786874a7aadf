package import Foundation

/// The architecture of the autoencoder, read from `vae/config.json`.
package struct VAEConfiguration: Decodable, Sendable {
    package let imageChannels: Int
    package let latentChannels: Int
    package let blockChannels: [Int]
    package let layersPerBlock: Int
    package let groups: Int
    package let scalingFactor: Double
    package let shiftFactor: Double
    package let hasQuantConv: Bool
    package let hasPostQuantConv: Bool
    package let hasMiddleAttention: Bool
    /// Whether it is computed in float32 where the rest is in float16.
    package let forcesUpcast: Bool

    /// Pixels per latent cell along one axis.
    package var scale: Int { 1 << (blockChannels.count - 1) }

    private enum CodingKeys: String, CodingKey {
        case imageChannels = "in_channels"
        case outputChannels = "out_channels"
        case latentChannels = "latent_channels"
        case blockChannels = "block_out_channels"
        case layersPerBlock = "layers_per_block"
        case groups = "norm_num_groups"
        case scalingFactor = "scaling_factor"
        case shiftFactor = "shift_factor"
        case hasQuantConv = "use_quant_conv"
        case hasPostQuantConv = "use_post_quant_conv"
        case hasMiddleAttention = "mid_block_add_attention"
        case activation = "act_fn"
        case forcesUpcast = "force_upcast"
        case latentsMean = "latents_mean"
        case latentsDeviation = "latents_std"
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        imageChannels = try c.decode(Int.self, forKey: .imageChannels)
        latentChannels = try c.decode(Int.self, forKey: .latentChannels)
        blockChannels = try c.decode([Int].self, forKey: .blockChannels)
        layersPerBlock = try c.decodeIfPresent(Int.self, forKey: .layersPerBlock) ?? 1
        groups = try c.decodeIfPresent(Int.self, forKey: .groups) ?? 32
        scalingFactor = try c.decodeIfPresent(Double.self, forKey: .scalingFactor) ?? 0.18215
        shiftFactor = try c.decodeIfPresent(Double.self, forKey: .shiftFactor) ?? 0
        hasQuantConv = try c.decodeIfPresent(Bool.self, forKey: .hasQuantConv) ?? true
        hasPostQuantConv = try c.decodeIfPresent(Bool.self, forKey: .hasPostQuantConv) ?? true
        hasMiddleAttention = try c.decodeIfPresent(Bool.self, forKey: .hasMiddleAttention) ?? true
        forcesUpcast = try c.decodeIfPresent(Bool.self, forKey: .forcesUpcast) ?? true
        func refuse(_ key: CodingKeys, _ reason: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: c, debugDescription: reason)
        }
        guard imageChannels == 3, try c.decodeIfPresent(Int.self, forKey: .outputChannels) ?? 3 == 3 else {
            throw refuse(.imageChannels, "only RGB is supported")
        }
        guard (1...256).contains(latentChannels) else { throw refuse(.latentChannels, "must be 1 to 256") }
        guard (1...8).contains(layersPerBlock) else { throw refuse(.layersPerBlock, "must be 1 to 8") }
        guard groups > 0, (1...8).contains(blockChannels.count),
            blockChannels.allSatisfy({ $0 > 0 && $0 <= 16_384 && $0 % groups == 0 })
        else { throw refuse(.blockChannels, "must be 1 to 8 multiples of norm_num_groups") }
        guard scalingFactor > 0, scalingFactor.isFinite else { throw refuse(.scalingFactor, "must be positive") }
        guard try c.decodeIfPresent(String.self, forKey: .activation) ?? "silu" == "silu" else {
            throw refuse(.activation, "only silu is supported")
        }
        // They shift every picture's colors and change no weight's shape.
        for key in [CodingKeys.latentsMean, .latentsDeviation] where c.contains(key) {
            guard try c.decodeNil(forKey: key) else {
                throw refuse(key, "latents of a mean and deviation of their own are not supported")
            }
        }
    }

    package static func read(_ url: URL) throws(ModelError) -> VAEConfiguration {
        try readConfiguration(VAEConfiguration.self, at: url)
    }
}
