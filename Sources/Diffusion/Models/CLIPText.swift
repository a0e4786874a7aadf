package import Torch
package import TorchNN

/// A CLIP text encoder (Radford et al. 2021; transformers `CLIPTextModel` and `CLIPTextModelWithProjection`).
package final class CLIPText {
    package let configuration: CLIPTextConfiguration
    let tokens: Tensor
    let positions: Tensor
    let layers: [CLIPLayer]
    let finalNorm: LayerNorm
    let projection: Linear?
    package let device: Device
    /// Bytes of the weights.
    package let byteCount: Int

    package struct Output {
        /// The last-but-one layer's result without the final norm, `[rows, tokens, width]`: what SDXL conditions on.
        package let penultimate: Tensor
        /// The projected state at the first end mark, `[rows, projection]`.
        package let pooled: Tensor?
    }

    package init(_ path: WeightPath, _ configuration: CLIPTextConfiguration) throws(TorchError) {
        let c = configuration
        self.configuration = c
        device = path.loader.device
        let model = path / "text_model"
        tokens = try (model / "embeddings").tensor("token_embedding.weight", [c.vocabulary, c.width])
        positions = try (model / "embeddings").tensor("position_embedding.weight", [c.positions, c.width])
        var layers: [CLIPLayer] = []
        for index in 0..<c.layers {
            layers.append(
                try CLIPLayer(
                    model / "encoder.layers" / index, width: c.width, feedForward: c.feedForward, heads: c.heads,
                    activation: c.activation, epsilon: c.epsilon))
        }
        self.layers = layers
        finalNorm = try LayerNorm(model / "final_layer_norm", c.width, epsilon: c.epsilon)
        projection =
            if let width = c.projection {
                try Linear(path / "text_projection", c.width, width, bias: false)
            } else {
                nil
            }
        byteCount = path.loader.byteCount
    }

    /// - Parameter ids: rows of `positions` token ids below `vocabulary`.
    package func callAsFunction(_ ids: [[Int]]) throws(TorchError) -> Output {
        let length = configuration.positions
        if let other = ids.first(where: { $0.count != length }) {
            throw .failed("a prompt of \(other.count) tokens was given to a text encoder that takes exactly \(length)")
        }
        guard ids.allSatisfy({ $0.allSatisfy((0..<configuration.vocabulary).contains) }) else {
            throw .failed("a token id lies outside the encoder's vocabulary of \(configuration.vocabulary)")
        }
        let index = try Tensor.from(ids.flatMap(\.self), shape: [ids.count, length]).to(device: device)
        var h = try tokens.embedding(index) + positions
        var penultimate = h
        for layer in layers {
            penultimate = h
            h = try layer(h, causal: true)
        }
        guard let projection else { return Output(penultimate: penultimate, pooled: nil) }
        var ends: [Tensor] = []
        let normed = try finalNorm(h)
        for (row, rowIds) in ids.enumerated() {
            // A prompt that lost its end mark is pooled at its beginning, as in transformers.
            let end = configuration.endToken ?? rowIds.max() ?? 0
            ends.append(try normed.selected(0, row).selected(0, rowIds.firstIndex(of: end) ?? 0))
        }
        return Output(penultimate: penultimate, pooled: try projection(.stack(ends)))
    }
}
