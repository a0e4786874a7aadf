import Testing
import Torch
import TorchNN
import TorchTestSupport

@testable import Diffusion

@Suite("Low-rank adaptation")
struct AdaptationTests {
    let unet: UNet
    let layers: [String: Linear]

    init() throws {
        unet = try TinyModels.unet()
        layers = unet.attentionProjections
    }

    /// One pair of rank 2 for every layer.
    private func pairs(scale: Double = 1) throws -> [String: LowRankAdaptation.Pair] {
        var pairs: [String: LowRankAdaptation.Pair] = [:]
        for (index, name) in layers.keys.sorted().enumerated() {
            let shape = try #require(layers[name]).shape
            pairs[name] = LowRankAdaptation.Pair(
                down: try Tensor.normal([2, shape[1]], seed: UInt64(index)),
                up: try Tensor.normal([shape[0], 2], seed: UInt64(1000 + index)), scale: scale)
        }
        return pairs
    }

    @Test("every attention's four projections are there, self and cross")
    func projections() {
        // Per transformer block 2 × 4; blocks: down 2·1 + 2·2, middle 2, up 3·2 + 3·1.
        #expect(layers.count == 8 * (2 + 4 + 2 + 6 + 3))
        #expect(layers["down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_out.0"] != nil)
        #expect(layers["mid_block.attentions.0.transformer_blocks.1.attn2.to_k"] != nil)
    }

    @Test("fusing adds scale · up · down to each weight, undoing gives the very same bits back")
    func fusing() throws {
        let before = try layers.mapValues { try $0.weight }
        let pairs = try pairs(scale: 0.5)
        let fused = try LowRankAdaptation(pairs: pairs).fuse(into: layers, scale: 0.8)
        for (name, pair) in pairs {
            let layer = try #require(layers[name]), original = try #require(before[name])
            let expected = try original.adding(pair.up.matmul(pair.down), scale: 0.4)
            try expectClose(layer.weight, expected, named: name, within: 1e-6)
        }
        fused.undo()
        for (name, original) in before {
            try expectSame(#require(layers[name]).weight, original, named: name)
        }
    }

    @Test("half-precision weights are fused in float32 and rounded once")
    func halfPrecision() throws {
        let name = try #require(layers.keys.sorted().first), layer = try #require(layers[name])
        let pair = try #require(pairs()[name])
        let half = try #require(TinyModels.unet(kind: .bfloat16).attentionProjections[name])
        let original = try layer.weight.to(kind: .bfloat16)
        let fused = try LowRankAdaptation(pairs: [name: pair]).fuse(into: [name: half])
        let expected = try (original.to(kind: .float32) + pair.up.matmul(pair.down))
        try expectSame(half.weight, expected.to(kind: .bfloat16), named: name)
        fused.undo()
        try expectSame(half.weight, original, named: "\(name) undone")
    }

    @Test("an unmatched pair, a layer without a pair and a wrong shape are refused, and nothing is changed")
    func refusals() throws {
        let before = try layers.mapValues { try $0.weight }
        let name = try #require(layers.keys.sorted().last)
        var extra = try pairs()
        extra["down_blocks.9.attn1.to_q"] = extra[name]
        var missing = try pairs()
        missing[name] = nil
        var wrong = try pairs()
        wrong[name] = LowRankAdaptation.Pair(down: try .zeros([2, 7]), up: try .zeros([9, 2]))
        for pairs in [extra, missing, wrong] {
            #expect(throws: LowRankAdaptation.Failure.self) {
                try LowRankAdaptation(pairs: pairs).fuse(into: layers)
            }
        }
        let error = #expect(throws: LowRankAdaptation.Failure.self) {
            try LowRankAdaptation(pairs: extra).fuse(into: layers)
        }
        #expect(try #require(error).description.contains("down_blocks.9.attn1.to_q"))
        for (name, original) in before {
            try expectSame(#require(layers[name]).weight, original, named: name)
        }
    }
}
