import Torch
import TorchNN

/// The keys and values of one cross-attention layer, `[rows, heads, tokens, width]` each.
struct KeyValue {
    let keys: Tensor
    let values: Tensor
}

/// Multi-head attention whose queries come from the picture and whose keys and values come from the picture
/// (self-attention) or from the prompt (cross-attention) (Vaswani et al. 2017; diffusers `Attention`).
final class UNetAttention {
    let heads: Int
    let scale: Double
    let toQ: Linear
    let toK: Linear
    let toV: Linear
    let toOut: Linear
    private let joined: JoinedLinear

    init(_ path: WeightPath, width: Int, context: Int, heads: Int) throws(TorchError) {
        self.heads = heads
        scale = 1 / Double(width / heads).squareRoot()
        toQ = try Linear(path / "to_q", width, width, bias: false)
        toK = try Linear(path / "to_k", context, width, bias: false)
        toV = try Linear(path / "to_v", context, width, bias: false)
        toOut = try Linear(path / "to_out" / 0, width, width)
        joined = JoinedLinear([toQ, toK, toV])
    }

    /// Cross-attention's keys and values of a prompt; computed once for all steps.
    func keyValue(_ context: Tensor) throws(TorchError) -> KeyValue {
        KeyValue(keys: try toK.once(context).splitHeads(heads), values: try toV.once(context).splitHeads(heads))
    }

    /// Cross-attention.
    /// - Parameter x: `[rows, tokens, width]`.
    func callAsFunction(_ x: Tensor, _ context: KeyValue) throws(TorchError) -> Tensor {
        try attend(toQ(x), context.keys, context.values)
    }

    /// Self-attention.
    /// - Parameter x: `[rows, tokens, width]`.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let parts = try joined(x)
        return try attend(parts[0], parts[1].splitHeads(heads), parts[2].splitHeads(heads))
    }

    private func attend(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) throws(TorchError) -> Tensor {
        try toOut(queries.splitHeads(heads).attention(keys: keys, values: values, scale: scale).joinHeads())
    }

    var projections: [(String, Linear)] {
        [("to_q", toQ), ("to_k", toK), ("to_v", toV), ("to_out.0", toOut)]
    }
}

/// Self-attention, cross-attention and a gated feed-forward, each behind a layer norm and added to its input.
struct TransformerBlock {
    let norm1: LayerNorm
    let selfAttention: UNetAttention
    let norm2: LayerNorm
    let crossAttention: UNetAttention
    let norm3: LayerNorm
    let feedForwardIn: Linear
    let feedForwardOut: Linear

    init(_ path: WeightPath, width: Int, context: Int, heads: Int) throws(TorchError) {
        norm1 = try LayerNorm(path / "norm1", width)
        selfAttention = try UNetAttention(path / "attn1", width: width, context: width, heads: heads)
        norm2 = try LayerNorm(path / "norm2", width)
        crossAttention = try UNetAttention(path / "attn2", width: width, context: context, heads: heads)
        norm3 = try LayerNorm(path / "norm3", width)
        feedForwardIn = try Linear(path / "ff.net.0.proj", width, 8 * width)
        feedForwardOut = try Linear(path / "ff.net.2", 4 * width, width)
    }

    func callAsFunction(_ x: Tensor, _ context: KeyValue) throws(TorchError) -> Tensor {
        let h = try selfAttention(norm1(x))
        let crossed = try crossAttention(norm2(adding: x, into: h), context)
        let out = try feedForwardOut(feedForwardIn(norm3(adding: h, into: crossed)).geglu())
        try out.add(crossed)
        return out
    }
}

/// A stack of transformer blocks over the cells of a feature map (diffusers `Transformer2DModel`).
struct Transformer2D {
    let norm: GroupNorm
    let projectIn: Linear
    let blocks: [TransformerBlock]
    let projectOut: Linear

    init(
        _ path: WeightPath, channels: Int, context: Int, heads: Int, layers: Int, groups: Int
    ) throws(TorchError) {
        norm = try GroupNorm(path / "norm", channels, groups: groups, epsilon: 1e-6)
        projectIn = try Linear(path / "proj_in", channels, channels)
        var blocks: [TransformerBlock] = []
        for index in 0..<layers {
            blocks.append(
                try TransformerBlock(
                    path / "transformer_blocks" / index, width: channels, context: context, heads: heads))
        }
        self.blocks = blocks
        projectOut = try Linear(path / "proj_out", channels, channels)
    }

    /// - Parameters:
    ///   - x: `[n, channels, h, w]`.
    ///   - context: what the blocks' cross-attentions read, in order.
    func callAsFunction(_ x: Tensor, _ context: inout ArraySlice<KeyValue>) throws(TorchError) -> Tensor {
        let shape = x.shape
        // Channels-last memory makes this a view.
        var h = try norm(x).permuted([0, 2, 3, 1]).reshaped([shape[0], shape[2] * shape[3], shape[1]])
        h = try projectIn(h)
        for block in blocks { h = try block(h, context.removeFirst()) }
        h = try projectOut(h).reshaped([shape[0], shape[2], shape[3], shape[1]]).permuted([0, 3, 1, 2])
        return try h + x
    }
}
