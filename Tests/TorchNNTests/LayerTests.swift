import Testing
import Torch
import TorchNN
import TorchTestSupport

@Suite("Layers against torch")
struct LayerTests {
    let layers: Fixture

    init() throws { layers = try Fixture("layers") }

    private func expect(_ name: String, _ layer: (Tensor) throws -> Tensor) throws {
        try expectClose(
            layer(layers.tensor("\(name).input")), layers.tensor("\(name).output"), named: name, within: 2e-6)
    }

    @Test("linear, with and without bias")
    func linear() throws {
        try expect("linear") { try Linear(layers.weights("linear"), 12, 20)($0) }
        try expect("linear_without_bias") { try Linear(layers.weights("linear_without_bias"), 12, 20, bias: false)($0) }
    }

    @Test("a linear layer stored as a 1×1 convolution")
    func linearFromConvolution() throws {
        let layer = try Linear(layers.weights("conv_1x1"), 6, 10)
        let cells = try layers.tensor("conv_1x1.input").permuted([0, 2, 3, 1])
        try expectClose(
            layer(cells).permuted([0, 3, 1, 2]), layers.tensor("conv_1x1.output"), named: "linear from conv_1x1")
    }

    @Test("convolutions: padded, pointwise, strided, patches; either memory order")
    func convolutions() throws {
        let conv = try Conv2d(layers.weights("conv_3x3"), 6, 10, kernel: 3, padding: 1)
        try expect("conv_3x3") { try conv($0) }
        try expect("conv_3x3") { try conv($0.channelsLast()) }
        try expect("conv_1x1") { try Conv2d(layers.weights("conv_1x1"), 6, 10, kernel: 1)($0) }
        try expect("conv_strided") {
            try Conv2d(layers.weights("conv_strided"), 6, 10, kernel: 3, stride: 2, padding: 1)($0)
        }
        try expect("conv_patches") {
            try Conv2d(layers.weights("conv_patches"), 6, 10, kernel: 4, stride: 4, bias: false)($0)
        }
    }

    @Test("group norm and layer norm")
    func norms() throws {
        let norm = try GroupNorm(layers.weights("group_norm"), 16, groups: 4, epsilon: 1e-6)
        try expect("group_norm") { try norm($0) }
        try expect("group_norm") { try norm($0.channelsLast()) }
        try expect("layer_norm") { try LayerNorm(layers.weights("layer_norm"), 24)($0) }
    }

    @Test("heads split and join without moving a value elsewhere")
    func heads() throws {
        let x = try layers.tensor("self_attention.input")
        let split = try x.splitHeads(4)
        #expect(split.shape == [2, 4, 35, 8])
        #expect(
            try split.selected(0, 1).selected(0, 2).selected(0, 3).floats()
                == x.selected(0, 1).selected(0, 3).narrowed(0, 16..<24).floats())
        try expectSame(split.joinHeads(), x, named: "joined heads")
    }
}
