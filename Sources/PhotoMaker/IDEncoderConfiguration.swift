package import Diffusion
import Foundation
import TorchNN

/// The sizes of PhotoMaker V2's ID encoder. The published file carries no configuration: what the tensors tell is read
/// from their shapes, the rest (head counts, patch size, how a photograph is cut) from `config.json` beside the weights
/// where there is one.
package struct IDEncoderConfiguration: Sendable {
    package let vision: CLIPVisionConfiguration
    /// Values of a face vector.
    package let faceWidth: Int
    /// Width of the prompt's embeddings, which is the width of an identity token.
    package let tokenWidth: Int
    package let tokensPerPhotograph: Int
    package let perceiverLayers: Int
    package let perceiverHeads: Int
    package let epsilon: Double
    package let photograph: PhotographPreparation

    /// How a photograph becomes the vision tower's pixels.
    package struct PhotographPreparation: Sendable, Hashable {
        package enum Cut: String, Sendable, Codable {
            /// The whole photograph, shortest edge scaled to the tower's size, centre kept: as published.
            case wholePhotograph = "whole_photograph"
            /// The face, turned and scaled so that its five points lie as in ArcFace's template, with a margin.
            case alignedFace = "aligned_face"
        }
        package var cut: Cut = .wholePhotograph
        /// Share of the picture's extent that the ArcFace template takes, for `alignedFace`.
        package var templateShare = 1.0
        /// Where the template's centre lies vertically, as a share of the extent, for `alignedFace`.
        package var templateCenterY = 0.5
        /// Normalisation of RGB values in 0…1; CLIP's by default.
        package var mean = [0.48145466, 0.4578275, 0.40821073]
        package var deviation = [0.26862954, 0.26130258, 0.27577711]
        /// Whether the face vector is scaled to length 1 first; the published model takes it raw.
        package var normalizesFaceVector = false
    }
}

extension IDEncoderConfiguration {
    /// The optional `config.json` beside the weights.
    struct File: Decodable, Sendable {
        var vision_heads: Int?
        var perceiver_heads: Int?
        var num_tokens: Int?
        var image_size: Int?
        var patch_size: Int?
        var layer_norm_eps: Double?
        var pixels: PhotographPreparation.Cut?
        var template_share: Double?
        var template_center_y: Double?
        var image_mean: [Double]?
        var image_std: [Double]?
        var normalize_face_vector: Bool?
    }

    /// - Parameters:
    ///   - path: the ID encoder's root in its checkpoint.
    ///   - file: the configuration beside it, when there is one.
    init(_ path: WeightPath, file: File?) throws(ModelError) {
        func shape(_ name: String, rank: Int) throws(ModelError) -> [Int] {
            guard let shape = path.shape(name), shape.count == rank else {
                throw .unsupported(
                    file: "the PhotoMaker weights", reason: "`\(name)` is missing; only PhotoMaker V2 is supported")
            }
            return shape
        }
        let patch = try shape("vision_model.embeddings.patch_embedding.weight", rank: 4)
        let positions = try shape("vision_model.embeddings.position_embedding.weight", rank: 2)
        let feedForward = try shape("vision_model.encoder.layers.0.mlp.fc1.weight", rank: 2)
        let projection = try shape("qformer_perceiver.token_proj.2.weight", rank: 2)
        let token = try shape("qformer_perceiver.token_norm.weight", rank: 1)[0]
        let face = try shape("qformer_perceiver.token_proj.0.weight", rank: 2)[1]
        let width = patch[0]
        let misfit = ModelError.unsupported(
            file: "the PhotoMaker weights", reason: "sizes that do not fit one another")
        // Bounded before anything is computed with them: a tensor without elements may state any extent.
        guard (1...16_384).contains(width), (1...16_384).contains(token), (1...65_536).contains(face),
            (1...262_144).contains(feedForward[0]), (1...1_048_576).contains(projection[0]),
            (1...4_096).contains(patch[2]), (2...65_537).contains(positions[0])
        else { throw misfit }
        let side = Int(Double(positions[0] - 1).squareRoot().rounded())
        let imageSize = side * patch[2], tokens = projection[0] / token
        // Shapes do not tell head counts. The published tower has heads of 64 values and small test towers four heads;
        // the perceiver's heads have 128 values.
        let visionHeads = file?.vision_heads ?? max(4, width / 64)
        let perceiverHeads = file?.perceiver_heads ?? max(1, token / 128)
        guard side * side == positions[0] - 1, imageSize <= 4_096, visionHeads > 0, width % visionHeads == 0,
            perceiverHeads > 0, token % perceiverHeads == 0, projection[0] % token == 0, (1...64).contains(tokens)
        else { throw misfit }
        let stated: [(String, Int?, Int)] = [
            ("num_tokens", file?.num_tokens, tokens), ("image_size", file?.image_size, imageSize),
            ("patch_size", file?.patch_size, patch[2]),
        ]
        for (name, value, found) in stated {
            guard let value, value != found else { continue }
            throw .unsupported(
                file: "photomaker/config.json", reason: "`\(name)` is \(value), but the weights are made for \(found)")
        }
        let variance = file?.layer_norm_eps ?? 1e-5
        guard variance > 0, variance < 1 else {
            throw .unsupported(file: "photomaker/config.json", reason: "`layer_norm_eps` is \(variance)")
        }
        vision = CLIPVisionConfiguration(
            width: width, feedForward: feedForward[0],
            layers: Self.count { path.contains("vision_model.encoder.layers.\($0).layer_norm1.weight") },
            heads: visionHeads, imageSize: imageSize, patchSize: patch[2], epsilon: variance)
        faceWidth = face
        tokenWidth = token
        tokensPerPhotograph = tokens
        perceiverLayers = Self.count {
            path.contains("qformer_perceiver.perceiver_resampler.layers.\($0).0.norm1.weight")
        }
        self.perceiverHeads = perceiverHeads
        epsilon = variance
        var photograph = PhotographPreparation()
        photograph.cut = file?.pixels ?? photograph.cut
        photograph.templateShare = file?.template_share ?? photograph.templateShare
        photograph.templateCenterY = file?.template_center_y ?? photograph.templateCenterY
        photograph.mean = file?.image_mean ?? photograph.mean
        photograph.deviation = file?.image_std ?? photograph.deviation
        photograph.normalizesFaceVector = file?.normalize_face_vector ?? false
        guard photograph.mean.count == 3, photograph.deviation.count == 3, photograph.deviation.allSatisfy({ $0 > 0 }),
            (0.05...1).contains(photograph.templateShare), (0...1).contains(photograph.templateCenterY)
        else { throw .unsupported(file: "photomaker/config.json", reason: "its picture normalisation or template") }
        self.photograph = photograph
    }

    private static func count(_ exists: (Int) -> Bool) -> Int {
        var count = 0
        while exists(count) { count += 1 }
        return count
    }
}
