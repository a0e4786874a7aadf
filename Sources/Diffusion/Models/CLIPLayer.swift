package import Torch
package import TorchNN

/// One pre-norm transformer layer of CLIP, text or vision (Radford et al. 2021; transformers `CLIPEncoderLayer`).
package struct CLIPLayer {
    let norm1: LayerNorm
    let queriesKeysValues: JoinedLinear
    let out: Linear
    let norm2: LayerNorm
    let feedForwardIn: Linear
    let feedForwardOut: Linear
    let heads: Int
    let activation: CLIPActivation

    package init(
        _ path: WeightPath, width: Int, feedForward: Int, heads: Int, activation: CLIPActivation, epsilon: Double
    ) throws(TorchError) {
        norm1 = try LayerNorm(path / "layer_norm1", width, epsilon: epsilon)
        queriesKeysValues = JoinedLinear([
            try Linear(path / "self_attn.q_proj", width, width), try Linear(path / "self_attn.k_proj", width, width),
            try Linear(path / "self_attn.v_proj", width, width),
        ])
        out = try Linear(path / "self_attn.out_proj", width, width)
        norm2 = try LayerNorm(path / "layer_norm2", width, epsilon: epsilon)
        feedForwardIn = try Linear(path / "mlp.fc1", width, feedForward)
        feedForwardOut = try Linear(path / "mlp.fc2", feedForward, width)
        self.heads = heads
        self.activation = activation
    }

    /// - Parameter x: `[rows, tokens, width]`.
    package func callAsFunction(_ x: Tensor, causal: Bool) throws(TorchError) -> Tensor {
        let own = try norm1(x)
        let scale = 1 / Double(own.extent(2) / heads).squareRoot()
        let parts = try queriesKeysValues(own)
        let attended = try parts[0].splitHeads(heads).attention(
            keys: parts[1].splitHeads(heads), values: parts[2].splitHeads(heads), scale: scale, causal: causal)
        let h = try out(attended.joinHeads())
        let wide = try feedForwardIn(norm2(adding: x, into: h))
        let result = try feedForwardOut(activation == .gelu ? wide.gelu() : wide.quickGelu())
        try result.add(h)
        return result
    }
}
