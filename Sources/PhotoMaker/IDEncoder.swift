import Diffusion
package import Torch
package import TorchNN

/// PhotoMaker V2's ID encoder: photographs and face vectors become tokens that are fused into the prompt at the class
/// word (Li et al., "PhotoMaker", 2023; TencentARC/PhotoMaker 060b4fc, `model_v2.py`).
package final class IDEncoder {
    package let configuration: IDEncoderConfiguration
    let vision: CLIPVision
    let perceiver: FacePerceiver
    let fuse: FuseModule
    package let kind: ScalarKind
    package let device: Device
    /// Bytes of the weights.
    package let byteCount: Int

    package init(_ path: WeightPath, _ configuration: IDEncoderConfiguration) throws(TorchError) {
        self.configuration = configuration
        kind = path.loader.kind
        device = path.loader.device
        vision = try CLIPVision(path / "vision_model", configuration.vision)
        perceiver = try FacePerceiver(path / "qformer_perceiver", configuration)
        fuse = try FuseModule(path / "fuse_module", width: configuration.tokenWidth, epsilon: configuration.epsilon)
        byteCount = path.loader.byteCount
    }

    /// Names that the published file holds although version 2 does not use them.
    package static func isUnused(_ name: String) -> Bool {
        name.contains("visual_projection") || name.contains("vision_model.post_layernorm")
            || name.hasSuffix("embeddings.position_ids")
    }

    /// Identity tokens of `n` photographs of one person.
    /// - Parameters:
    ///   - pixels: normalised `[n, 3, imageSize, imageSize]`.
    ///   - faceVectors: `[n, faceWidth]`.
    /// - Returns: `[n · tokensPerPhotograph, tokenWidth]`, photograph by photograph.
    package func tokens(pixels: Tensor, faceVectors: Tensor) throws(TorchError) -> Tensor {
        precondition(pixels.extent(0) == faceVectors.extent(0), "one face vector for each photograph")
        let patches = try vision(pixels.to(kind: kind, device: device))
        let tokens = try perceiver(faceVectors.to(kind: kind, device: device), patches: patches)
        return try tokens.reshaped([-1, configuration.tokenWidth])
    }

    /// The prompt's embeddings with the identity fused in at `positions`.
    /// - Parameters:
    ///   - prompt: `[1, tokens, tokenWidth]`.
    ///   - positions: as many as there are identity tokens.
    package func fused(prompt: Tensor, positions: [Int], tokens: Tensor) throws(TorchError) -> Tensor {
        precondition(positions.count == tokens.extent(0), "one position for each identity token")
        let rows = try prompt.to(kind: kind, device: device).selected(0, 0)
        let replaced = try fuse(prompt: rows.rows(positions), identity: tokens)
        return try rows.replacingRows(positions, with: replaced).reshaped(prompt.shape)
    }
}

/// Queries made from the face vector read the vision tower's patches (`QFormerPerceiver`).
struct FacePerceiver {
    let projectFirst: Linear
    let projectSecond: Linear
    let norm: LayerNorm
    let projectIn: Linear
    let layers: [PerceiverLayer]
    let projectOut: Linear
    let normOut: LayerNorm
    let tokenWidth: Int
    let tokens: Int

    init(_ path: WeightPath, _ c: IDEncoderConfiguration) throws(TorchError) {
        let hidden = path.shape("token_proj.0.weight")?.first ?? 0
        projectFirst = try Linear(path / "token_proj" / 0, c.faceWidth, hidden)
        projectSecond = try Linear(path / "token_proj" / 2, hidden, c.tokenWidth * c.tokensPerPhotograph)
        norm = try LayerNorm(path / "token_norm", c.tokenWidth, epsilon: c.epsilon)
        let resampler = path / "perceiver_resampler"
        projectIn = try Linear(resampler / "proj_in", c.vision.width, c.tokenWidth)
        var layers: [PerceiverLayer] = []
        for index in 0..<c.perceiverLayers { layers.append(try PerceiverLayer(resampler / "layers" / index, c)) }
        self.layers = layers
        projectOut = try Linear(resampler / "proj_out", c.tokenWidth, c.tokenWidth)
        normOut = try LayerNorm(resampler / "norm_out", c.tokenWidth, epsilon: c.epsilon)
        tokenWidth = c.tokenWidth
        tokens = c.tokensPerPhotograph
    }

    func callAsFunction(_ faceVectors: Tensor, patches: Tensor) throws(TorchError) -> Tensor {
        let projected = try projectSecond(projectFirst(faceVectors).gelu())
        let queries = try norm(projected.reshaped([faceVectors.extent(0), tokens, tokenWidth]))
        let read = try projectIn(patches)
        var latents = queries
        for layer in layers { latents = try layer(latents, reading: read) }
        return try queries + normOut(projectOut(latents))
    }
}

/// One round of the perceiver: attention over patches and latents together, then a feed-forward, each added to its
/// input (Alayrac et al., "Flamingo", 2022).
struct PerceiverLayer {
    let normPatches: LayerNorm
    let normLatents: LayerNorm
    let toQ: Linear
    let toKV: Linear
    let toOut: Linear
    let normFeedForward: LayerNorm
    let feedForwardIn: Linear
    let feedForwardOut: Linear
    let heads: Int
    let scale: Double

    init(_ path: WeightPath, _ c: IDEncoderConfiguration) throws(TorchError) {
        let width = c.tokenWidth
        let attention = path / 0
        normPatches = try LayerNorm(attention / "norm1", width, epsilon: c.epsilon)
        normLatents = try LayerNorm(attention / "norm2", width, epsilon: c.epsilon)
        // An extent beyond reason is left to the check of shapes; its double could overflow.
        let stated = attention.shape("to_q.weight")?.first ?? width
        let inner = (1...65_536).contains(stated) ? stated : width
        toQ = try Linear(attention / "to_q", width, inner, bias: false)
        toKV = try Linear(attention / "to_kv", width, 2 * inner, bias: false)
        toOut = try Linear(attention / "to_out", inner, width, bias: false)
        let feedForward = path / 1
        let hidden = feedForward.shape("1.weight")?.first ?? 4 * width
        normFeedForward = try LayerNorm(feedForward / 0, width, epsilon: c.epsilon)
        feedForwardIn = try Linear(feedForward / 1, width, hidden, bias: false)
        feedForwardOut = try Linear(feedForward / 3, hidden, width, bias: false)
        heads = c.perceiverHeads
        scale = 1 / Double(max(1, inner / c.perceiverHeads)).squareRoot()
    }

    func callAsFunction(_ latents: Tensor, reading patches: Tensor) throws(TorchError) -> Tensor {
        let own = try normLatents(latents)
        let read = try toKV(.concatenate([normPatches(patches), own], axis: 1)).split(2, axis: 2)
        let attended = try toQ(own).splitHeads(heads).attention(
            keys: read[0].splitHeads(heads), values: read[1].splitHeads(heads), scale: scale)
        let h = try toOut(attended.joinHeads()) + latents
        return try feedForwardOut(feedForwardIn(normFeedForward(h)).gelu()) + h
    }
}

/// Joins the class word's embedding with an identity token (`FuseModule`).
struct FuseModule {
    let first: FuseMLP
    let second: FuseMLP
    let norm: LayerNorm

    init(_ path: WeightPath, width: Int, epsilon: Double) throws(TorchError) {
        first = try FuseMLP(path / "mlp1", inputs: 2 * width, width: width, epsilon: epsilon)
        second = try FuseMLP(path / "mlp2", inputs: width, width: width, epsilon: epsilon)
        norm = try LayerNorm(path / "layer_norm", width, epsilon: epsilon)
    }

    /// - Parameters:
    ///   - prompt, identity: `[tokens, width]` each.
    func callAsFunction(prompt: Tensor, identity: Tensor) throws(TorchError) -> Tensor {
        let joined = try first(.concatenate([prompt, identity], axis: 1)) + prompt
        return try norm(second(joined) + joined)
    }
}

/// LayerNorm → Linear → GELU → Linear, without the residual that only the second use adds.
struct FuseMLP {
    let norm: LayerNorm
    let first: Linear
    let second: Linear

    init(_ path: WeightPath, inputs: Int, width: Int, epsilon: Double) throws(TorchError) {
        norm = try LayerNorm(path / "layernorm", inputs, epsilon: epsilon)
        let hidden = path.shape("fc1.weight")?.first ?? width
        first = try Linear(path / "fc1", inputs, hidden)
        second = try Linear(path / "fc2", hidden, width)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try second(first(norm(x)).gelu())
    }
}
