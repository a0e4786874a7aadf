import Testing
import Torch
import TorchNN
import TorchTestSupport

@testable import Diffusion

@Suite("Blocks against diffusers")
struct BlockTests {
    let layers: Fixture

    init() throws { layers = try Fixture("layers") }

    private func expect(_ name: String, _ block: (Tensor) throws -> Tensor) throws {
        let result = try block(layers.tensor("\(name).input"))
        try expectClose(result, layers.tensor("\(name).output"), named: name, within: 5e-6)
    }

    @Test("self-attention and cross-attention")
    func attention() throws {
        let own = try UNetAttention(layers.weights("self_attention"), width: 32, context: 32, heads: 4)
        try expect("self_attention") { try own($0) }
        let cross = try UNetAttention(layers.weights("cross_attention"), width: 32, context: 20, heads: 4)
        let context = try layers.tensor("cross_attention.context")
        try expect("cross_attention") { try cross($0, cross.keyValue(context)) }
    }

    @Test("a transformer block and a stack of them over a picture")
    func transformers() throws {
        let block = try TransformerBlock(layers.weights("transformer_block"), width: 32, context: 20, heads: 4)
        let context = try layers.tensor("transformer_block.context")
        try expect("transformer_block") { try block($0, block.crossAttention.keyValue(context)) }

        let stack = try Transformer2D(
            layers.weights("transformer"), channels: 32, context: 20, heads: 4, layers: 2, groups: 8)
        let read = try layers.tensor("transformer.context")
        for channelsLast in [false, true] {
            try expect("transformer") { x in
                var contexts = try stack.blocks.map { try $0.crossAttention.keyValue(read) }[...]
                let result = try stack(channelsLast ? x.channelsLast() : x, &contexts)
                #expect(contexts.isEmpty, "every block reads its own context")
                return result
            }
        }
    }

    @Test("residual blocks with a time embedding and without")
    func residualBlocks() throws {
        let wider = try ResNetBlock(layers.weights("resnet"), 16, 24, timeWidth: 24, groups: 8, epsilon: 1e-5)
        let time = try layers.tensor("resnet.time").silu()
        try expect("resnet") { try wider($0, activatedTime: time) }
        try expect("resnet") { try wider($0.channelsLast(), activatedTime: time) }
        let same = try ResNetBlock(
            layers.weights("resnet_without_time"), 16, 16, timeWidth: nil, groups: 8, epsilon: 1e-6)
        try expect("resnet_without_time") { try same($0) }
    }

    @Test("a residual block leaves its input as it was")
    func inputsAreLeft() throws {
        let input = try layers.tensor("resnet_without_time.input")
        let block = try ResNetBlock(
            layers.weights("resnet_without_time"), 16, 16, timeWidth: nil, groups: 8, epsilon: 1e-6)
        let copy = try input.clone()
        _ = try block(input)
        try expectSame(input, copy, named: "input after the block")
    }

    @Test("halving and doubling, odd extents and a given size included")
    func resampling() throws {
        try expect("downsample") { try Downsample(layers.weights("downsample"), 16, padsRightAndBottom: false)($0) }
        try expect("downsample_right_bottom") {
            try Downsample(layers.weights("downsample_right_bottom"), 16, padsRightAndBottom: true)($0)
        }
        try expect("upsample") { try Upsample(layers.weights("upsample"), 16)($0) }
        try expect("upsample_to_size") {
            try Upsample(layers.weights("upsample_to_size"), 16)($0, height: 17, width: 13)
        }
    }

    @Test("the time embedding's two layers")
    func timeEmbedding() throws {
        try expect("time_embedding") { try TimestepMLP(layers.weights("time_embedding"), 32, 64)($0) }
    }

    @Test("sinusoids of whole and fractional timesteps, both orders")
    func sinusoids() throws {
        try expect("sinusoid") { try sinusoidalEmbedding($0.floats().map(Double.init), width: 32) }
        try expect("sinusoid_sine_first") {
            try sinusoidalEmbedding($0.floats().map(Double.init), width: 32, cosineFirst: false, frequencyShift: 1)
        }
    }

    @Test("published values of the sinusoid")
    func goldenSinusoid() throws {
        let time = try sinusoidalEmbedding([999], width: 320).floats()
        for (index, value) in [(0, 0.99965), (1, 0.80268), (2, -0.27806), (160, -0.02646)] {
            #expect(abs(Double(time[index]) - value) < 1e-5)
        }
        let size = try sinusoidalEmbedding([1024], width: 256).floats()
        for (index, value) in [(0, 0.98735), (1, -0.53762), (128, -0.15853)] {
            #expect(abs(Double(size[index]) - value) < 1e-5)
        }
    }
}
