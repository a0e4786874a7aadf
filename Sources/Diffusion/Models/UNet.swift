package import Torch
package import TorchNN

/// Everything that a prompt and a picture size contribute to a step, computed once and used at every step.
package struct UNetConditioning {
    /// One entry per cross-attention layer, in the order in which the UNet meets them; `[rows, heads, tokens, width]`.
    let crossAttention: [KeyValue]
    /// The embedding of the pooled text and the sizes, `[rows, timeWidth]`.
    let added: Tensor
    package let rows: Int
    /// Which rows of which preparation these are.
    let origin: Origin

    struct Origin {
        final class Preparation {}
        let preparation: Preparation
        let rows: Range<Int>

        static func == (a: Origin, b: Origin) -> Bool { a.preparation === b.preparation && a.rows == b.rows }
    }

    /// The conditioning of some of the rows; a view.
    package func rows(_ range: Range<Int>) throws(TorchError) -> UNetConditioning {
        if range == 0..<rows { return self }
        var parts: [KeyValue] = []
        for layer in crossAttention {
            parts.append(KeyValue(keys: try layer.keys.narrowed(0, range), values: try layer.values.narrowed(0, range)))
        }
        let first = origin.rows.lowerBound + range.lowerBound
        return UNetConditioning(
            crossAttention: parts, added: try added.narrowed(0, range), rows: range.count,
            origin: Origin(preparation: origin.preparation, rows: first..<first + range.count))
    }
}

/// The denoiser of SDXL (Podell et al. 2023; diffusers `UNet2DConditionModel` with `text_time` conditioning).
package final class UNet {
    package let configuration: UNetConfiguration
    let timeEmbedding: TimestepMLP
    let addedEmbedding: TimestepMLP
    let convIn: Conv2d
    let down: [DownBlock]
    let middle: MiddleBlock
    let up: [UpBlock]
    let normOut: GroupNorm
    let convOut: Conv2d
    package let kind: ScalarKind
    package let device: Device
    /// Bytes of the weights.
    package let byteCount: Int
    /// Nil where steps are computed kernel by kernel.
    package var recordedSteps: RecordedSteps?
    private lazy var adaptable = Array(attentionProjections.values)

    package init(_ path: WeightPath, _ configuration: UNetConfiguration) throws(TorchError) {
        self.configuration = configuration
        kind = path.loader.kind
        device = path.loader.device
        let c = configuration
        let outer = c.blocks[0].channels
        timeEmbedding = try TimestepMLP(path / "time_embedding", outer, c.timeWidth)
        addedEmbedding = try TimestepMLP(path / "add_embedding", c.projectionInputWidth, c.timeWidth)
        convIn = try Conv2d(path / "conv_in", c.inputChannels, outer, kernel: 3, padding: 1)
        var down: [DownBlock] = []
        for index in c.blocks.indices {
            down.append(try DownBlock(path / "down_blocks" / index, c, index: index))
        }
        self.down = down
        middle = try MiddleBlock(path / "mid_block", c)
        var up: [UpBlock] = []
        for index in c.blocks.indices {
            up.append(try UpBlock(path / "up_blocks" / index, c, index: index))
        }
        self.up = up
        normOut = try GroupNorm(path / "conv_norm_out", outer, groups: c.groups, epsilon: c.epsilon)
        convOut = try Conv2d(path / "conv_out", outer, c.outputChannels, kernel: 3, padding: 1)
        byteCount = path.loader.byteCount
        if device == .cuda, TorchRuntime.recordsWork { recordedSteps = RecordedSteps() }
    }

    /// Projects a prompt once for all steps.
    /// - Parameters:
    ///   - context: `[rows, tokens, contextWidth]`.
    ///   - pooled: `[rows, pooledWidth]`.
    ///   - timeIds: per row (original height, width, crop top, left, target height, width) in pixels.
    package func prepare(
        context: Tensor, pooled: Tensor, timeIds: [[Double]]
    ) throws(TorchError) -> UNetConditioning {
        let rows = context.extent(0)
        guard pooled.extent(0) == rows, timeIds.count == rows, timeIds.allSatisfy({ $0.count == 6 }) else {
            throw .failed("the UNet needs as many pooled vectors and lists of six sizes as it has prompts, \(rows)")
        }
        let context = try context.to(kind: kind, device: device)
        var layers: [KeyValue] = []
        for attention in crossAttentions { layers.append(try attention.keyValue(context)) }
        let sizes = try sinusoidalEmbedding(
            timeIds.flatMap(\.self), width: configuration.additionTimeWidth, cosineFirst: configuration.cosineFirst,
            frequencyShift: configuration.frequencyShift
        ).reshaped([rows, -1]).to(device: device)
        let joined = try Tensor.concatenate([pooled.to(kind: .float32, device: device), sizes], axis: 1).to(kind: kind)
        return UNetConditioning(
            crossAttention: layers, added: try addedEmbedding(joined), rows: rows,
            origin: .init(preparation: .init(), rows: 0..<rows))
    }

    /// The predicted noise (or velocity) for latents at a timestep.
    /// - Parameters:
    ///   - latents: `[rows, inputChannels, h, w]`, scaled as the scheduler asks.
    ///   - timestep: 0…999, fractional where the schedule is.
    package func callAsFunction(
        _ latents: Tensor, timestep: Double, _ conditioning: UNetConditioning
    ) throws(TorchError) -> Tensor {
        guard latents.rank == 4, latents.extent(0) == conditioning.rows else {
            throw .failed("latents of shape \(latents.shape) do not go with \(conditioning.rows) rows of prompts")
        }
        let sinusoid = try sinusoidalEmbedding(
            [timestep], width: configuration.blocks[0].channels, cosineFirst: configuration.cosineFirst,
            frequencyShift: configuration.frequencyShift)
        let input = StepInput(
            latents: try latents.to(kind: kind, device: device).channelsLast(),
            sinusoid: try sinusoid.to(kind: kind, device: device), conditioning: conditioning)
        if let recordedSteps { return try recordedSteps.result(of: input, weights: adaptations, by: step) }
        return try step(input)
    }

    /// What the weights went through so far: recorded work knows them by their memory.
    private var adaptations: Int { adaptable.reduce(0) { $0 + $1.version } }

    private func step(_ input: StepInput) throws(TorchError) -> Tensor {
        let activatedTime = try (timeEmbedding(input.sinusoid) + input.conditioning.added).silu()
        var context = input.conditioning.crossAttention[...]
        var h = try convIn(input.latents)
        var skips = [h]
        for block in down { h = try block(h, activatedTime, &context, &skips) }
        h = try middle(h, activatedTime, &context)
        for block in up { h = try block(h, activatedTime, &context, &skips) }
        return try convOut(normOut.activated(h))
    }
}

extension UNet {
    /// All transformers, with their checkpoint paths, in the order in which a step meets them.
    private var transformers: [(path: String, transformer: Transformer2D)] {
        var result: [(String, Transformer2D)] = []
        for (index, block) in down.enumerated() {
            for (layer, transformer) in block.transformers.enumerated() {
                result.append(("down_blocks.\(index).attentions.\(layer)", transformer))
            }
        }
        if let transformer = middle.transformer { result.append(("mid_block.attentions.0", transformer)) }
        for (index, block) in up.enumerated() {
            for (layer, transformer) in block.transformers.enumerated() {
                result.append(("up_blocks.\(index).attentions.\(layer)", transformer))
            }
        }
        return result
    }

    private var crossAttentions: [UNetAttention] {
        transformers.flatMap { $0.transformer.blocks.map(\.crossAttention) }
    }

    /// Every linear layer of every attention by its checkpoint path: what PhotoMaker's adaptation changes.
    package var attentionProjections: [String: Linear] {
        var result: [String: Linear] = [:]
        for (path, transformer) in transformers {
            for (index, block) in transformer.blocks.enumerated() {
                for (name, attention) in [("attn1", block.selfAttention), ("attn2", block.crossAttention)] {
                    for (projection, linear) in attention.projections {
                        result["\(path).transformer_blocks.\(index).\(name).\(projection)"] = linear
                    }
                }
            }
        }
        return result
    }
}
