package import Torch
package import TorchNN

/// One pre-norm transformer layer of CLIP, text or vision (Radford et al. 2021; transformers `CLIPEncoderLayer`).
package struct CLIPLayer {
    let norm1: LayerNorm
    let queries: Linear
    let keys: Linear
    let values: Linear
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
        queries = try Linear(path / "self_attn.q_proj", width, width)
        keys = try Linear(path / "self_attn.k_proj", width, width)
        values = try Linear(path / "self_attn.v_proj", width, width)
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
        let attended = try queries(own).splitHeads(heads).attention(
            keys: keys(own).splitHeads(heads), values: values(own).splitHeads(heads), scale: scale, causal: causal)
        let h = try out(attended.joinHeads())
        try h.add(x)
        let wide = try feedForwardIn(norm2(h))
        let result = try feedForwardOut(activation == .gelu ? wide.gelu() : wide.quickGelu())
        try result.add(h)
        return result
    }
}
