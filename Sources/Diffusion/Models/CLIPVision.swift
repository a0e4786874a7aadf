package import Torch
package import TorchNN

/// Sizes of a CLIP vision tower.
package struct CLIPVisionConfiguration: Sendable {
    package let width: Int
    package let feedForward: Int
    package let layers: Int
    package let heads: Int
    package let imageSize: Int
    package let patchSize: Int
    package let epsilon: Double

    package init(
        width: Int, feedForward: Int, layers: Int, heads: Int, imageSize: Int, patchSize: Int, epsilon: Double = 1e-5
    ) {
        self.width = width
        self.feedForward = feedForward
        self.layers = layers
        self.heads = heads
        self.imageSize = imageSize
        self.patchSize = patchSize
        self.epsilon = epsilon
    }

    /// One class token and the patches.
    package var tokens: Int { 1 + (imageSize / patchSize) * (imageSize / patchSize) }
}

/// The vision tower of CLIP up to its last layer, class token kept, final norm not applied
/// (Radford et al. 2021; transformers `CLIPVisionTransformer`'s `last_hidden_state`).
package struct CLIPVision {
    package let configuration: CLIPVisionConfiguration
    let classEmbedding: Tensor
    let patches: Conv2d
    let positions: Tensor
    let preNorm: LayerNorm
    let layers: [CLIPLayer]

    package init(_ path: WeightPath, _ c: CLIPVisionConfiguration) throws(TorchError) {
        configuration = c
        let embeddings = path / "embeddings"
        classEmbedding = try embeddings.tensor("class_embedding", [c.width])
        patches = try Conv2d(
            embeddings / "patch_embedding", 3, c.width, kernel: c.patchSize, stride: c.patchSize, bias: false)
        positions = try embeddings.tensor("position_embedding.weight", [c.tokens, c.width])
        // The published name is spelled so.
        preNorm = try LayerNorm(path / "pre_layrnorm", c.width, epsilon: c.epsilon)
        var layers: [CLIPLayer] = []
        for index in 0..<c.layers {
            layers.append(
                try CLIPLayer(
                    path / "encoder.layers" / index, width: c.width, feedForward: c.feedForward, heads: c.heads,
                    activation: .quickGelu, epsilon: c.epsilon))
        }
        self.layers = layers
    }

    /// - Parameter pixels: normalised `[n, 3, imageSize, imageSize]`.
    /// - Returns: `[n, tokens, width]`.
    package func callAsFunction(_ pixels: Tensor) throws(TorchError) -> Tensor {
        let count = pixels.extent(0)
        let grid = try patches(pixels).reshaped([count, configuration.width, -1]).permuted([0, 2, 1])
        let head = try classEmbedding.reshaped([1, 1, configuration.width]).expanded([count, 1, configuration.width])
        var h = try preNorm(.concatenate([head, grid], axis: 1) + positions)
        for layer in layers { h = try layer(h, causal: false) }
        return h
    }
}
