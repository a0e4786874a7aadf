package import Foundation

/// The architecture of one CLIP text encoder, read from its `config.json`.
package struct CLIPTextConfiguration: Decodable, Sendable {
    package let vocabulary: Int
    package let width: Int
    package let feedForward: Int
    package let layers: Int
    package let heads: Int
    package let positions: Int
    package let activation: CLIPActivation
    package let epsilon: Double
    /// Width of the pooled projection; only encoders with one have it.
    package let projection: Int?
    /// The pooled state is read at the first occurrence of this id; nil for the largest id, as in older files.
    package let endToken: Int?

    private enum CodingKeys: String, CodingKey {
        case vocabulary = "vocab_size"
        case width = "hidden_size"
        case feedForward = "intermediate_size"
        case layers = "num_hidden_layers"
        case heads = "num_attention_heads"
        case positions = "max_position_embeddings"
        case activation = "hidden_act"
        case epsilon = "layer_norm_eps"
        case projection = "projection_dim"
        case endToken = "eos_token_id"
        case architectures
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        func bounded(_ key: CodingKeys, _ range: ClosedRange<Int>) throws -> Int {
            let value = try c.decode(Int.self, forKey: key)
            guard range.contains(value) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: c, debugDescription: "\(value) is not within \(range)")
            }
            return value
        }
        vocabulary = try bounded(.vocabulary, 3...1_000_000)
        width = try bounded(.width, 1...16_384)
        feedForward = try bounded(.feedForward, 1...65_536)
        layers = try bounded(.layers, 2...128)
        heads = try bounded(.heads, 1...256)
        positions = try bounded(.positions, 8...1_024)
        guard width % heads == 0 else {
            throw DecodingError.dataCorruptedError(forKey: .heads, in: c, debugDescription: "does not divide the width")
        }
        activation = try c.decodeIfPresent(CLIPActivation.self, forKey: .activation) ?? .quickGelu
        epsilon = try c.decodeIfPresent(Double.self, forKey: .epsilon) ?? 1e-5
        guard epsilon > 0, epsilon < 1 else {
            throw DecodingError.dataCorruptedError(forKey: .epsilon, in: c, debugDescription: "is not between 0 and 1")
        }
        let architectures = try c.decodeIfPresent([String].self, forKey: .architectures) ?? []
        let projects = architectures.contains("CLIPTextModelWithProjection")
        projection = projects ? try bounded(.projection, 1...16_384) : nil
        // Published files say 2, which is not the end mark's id; transformers reads it as "the largest".
        let end = try c.decodeIfPresent(Int.self, forKey: .endToken) ?? 49_407
        endToken = end == 2 ? nil : end
    }

    package static func read(_ url: URL) throws(ModelError) -> CLIPTextConfiguration {
        try readConfiguration(CLIPTextConfiguration.self, at: url)
    }
}

package enum CLIPActivation: String, Decodable, Sendable {
    case quickGelu = "quick_gelu"
    case gelu
}
