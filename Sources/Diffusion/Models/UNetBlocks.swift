import Torch
import TorchNN

/// One resolution on the way inward: residual blocks, each followed by a transformer where the level attends, then a
/// halving except at the innermost level. Every result is kept for the way outward.
struct DownBlock {
    let resnets: [ResNetBlock]
    let transformers: [Transformer2D]
    let downsample: Downsample?

    init(_ path: WeightPath, _ c: UNetConfiguration, index: Int) throws(TorchError) {
        let block = c.blocks[index]
        let inputs = index == 0 ? block.channels : c.blocks[index - 1].channels
        var resnets: [ResNetBlock] = []
        var transformers: [Transformer2D] = []
        for layer in 0..<c.layersPerBlock {
            resnets.append(
                try ResNetBlock(
                    path / "resnets" / layer, layer == 0 ? inputs : block.channels, block.channels,
                    timeWidth: c.timeWidth, groups: c.groups, epsilon: c.epsilon))
            if block.transformerLayers > 0 {
                transformers.append(try Transformer2D(path / "attentions" / layer, block, c))
            }
        }
        self.resnets = resnets
        self.transformers = transformers
        let isInnermost = index == c.blocks.count - 1
        downsample =
            isInnermost ? nil : try Downsample(path / "downsamplers" / 0, block.channels, padsRightAndBottom: false)
    }

    func callAsFunction(
        _ x: Tensor, _ time: Tensor, _ context: inout ArraySlice<KeyValue>, _ skips: inout [Tensor]
    ) throws(TorchError) -> Tensor {
        var h = x
        for (layer, resnet) in resnets.enumerated() {
            h = try resnet(h, activatedTime: time)
            if !transformers.isEmpty { h = try transformers[layer](h, &context) }
            skips.append(h)
        }
        if let downsample {
            h = try downsample(h)
            skips.append(h)
        }
        return h
    }
}

/// The innermost resolution: residual block, transformer, residual block.
struct MiddleBlock {
    let first: ResNetBlock
    let transformer: Transformer2D?
    let second: ResNetBlock

    init(_ path: WeightPath, _ c: UNetConfiguration) throws(TorchError) {
        let inner = c.blocks[c.blocks.count - 1]
        first = try ResNetBlock(
            path / "resnets" / 0, inner.channels, inner.channels, timeWidth: c.timeWidth, groups: c.groups,
            epsilon: c.epsilon)
        let block = UNetConfiguration.Block(
            channels: inner.channels, transformerLayers: c.midTransformerLayers, heads: inner.heads)
        transformer = block.transformerLayers > 0 ? try Transformer2D(path / "attentions" / 0, block, c) : nil
        second = try ResNetBlock(
            path / "resnets" / 1, inner.channels, inner.channels, timeWidth: c.timeWidth, groups: c.groups,
            epsilon: c.epsilon)
    }

    func callAsFunction(
        _ x: Tensor, _ time: Tensor, _ context: inout ArraySlice<KeyValue>
    ) throws(TorchError) -> Tensor {
        var h = try first(x, activatedTime: time)
        if let transformer { h = try transformer(h, &context) }
        return try second(h, activatedTime: time)
    }
}

/// One resolution on the way outward: residual blocks on the features beside those kept from the way inward.
struct UpBlock {
    let resnets: [ResNetBlock]
    let transformers: [Transformer2D]
    let upsample: Upsample?

    /// - Parameter index: counted from the innermost block.
    init(_ path: WeightPath, _ c: UNetConfiguration, index: Int) throws(TorchError) {
        let level = c.blocks.count - 1 - index
        let block = c.blocks[level]
        let previous = index == 0 ? block.channels : c.blocks[level + 1].channels
        let outermostSkip = c.blocks[max(level - 1, 0)].channels
        var resnets: [ResNetBlock] = []
        var transformers: [Transformer2D] = []
        for layer in 0...c.layersPerBlock {
            let inputs = layer == 0 ? previous : block.channels
            let skip = layer == c.layersPerBlock ? outermostSkip : block.channels
            resnets.append(
                try ResNetBlock(
                    path / "resnets" / layer, inputs + skip, block.channels, timeWidth: c.timeWidth, groups: c.groups,
                    epsilon: c.epsilon))
            if block.transformerLayers > 0 {
                transformers.append(try Transformer2D(path / "attentions" / layer, block, c))
            }
        }
        self.resnets = resnets
        self.transformers = transformers
        upsample = level == 0 ? nil : try Upsample(path / "upsamplers" / 0, block.channels)
    }

    func callAsFunction(
        _ x: Tensor, _ time: Tensor, _ context: inout ArraySlice<KeyValue>, _ skips: inout [Tensor]
    ) throws(TorchError) -> Tensor {
        var h = x
        for (layer, resnet) in resnets.enumerated() {
            h = try resnet(.concatenate([h, skips.removeLast()], axis: 1), activatedTime: time)
            if !transformers.isEmpty { h = try transformers[layer](h, &context) }
        }
        guard let upsample else { return h }
        // Odd extents were rounded up on the way in: the kept features know the size to return to.
        let target = skips[skips.count - 1].shape
        return try upsample(h, height: target[2], width: target[3])
    }
}

extension Transformer2D {
    fileprivate init(
        _ path: WeightPath, _ block: UNetConfiguration.Block, _ c: UNetConfiguration
    ) throws(TorchError) {
        try self.init(
            path, channels: block.channels, context: c.contextWidth, heads: block.heads,
            layers: block.transformerLayers, groups: c.groups)
    }
}
