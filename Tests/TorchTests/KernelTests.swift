import Foundation
import Testing
import Torch
import TorchTestSupport

/// The project's own kernels for bfloat16 and packed weights, beside the same operators in float32. Where the processor
/// has no bfloat16 products, libtorch's operators are what is tested.
@Suite("Kernels on the CPU")
struct KernelTests {
    /// bfloat16 keeps 8 bits: rounding input and output once each is 2⁻⁹ at most, three times.
    static let tolerance = 6e-3

    private func half(_ shape: [Int], seed: UInt64) throws -> Tensor {
        try Tensor.normal(shape, seed: seed).to(kind: .bfloat16)
    }

    @Test(
        "attention over few and many keys, narrow and wide heads, rows that do not fill a tile",
        arguments: [
            [2, 3, 64, 64, 64], [1, 2, 100, 77, 64], [2, 2, 7, 5, 16], [1, 2, 50, 1100, 48], [1, 1, 1, 513, 128],
            [1, 2, 9, 16, 160],
        ])
    func attention(_ sizes: [Int]) throws {
        let (rows, heads, queries, keys, width) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4])
        // Heads are views of a joined projection, as in the models.
        let joined = try half([rows, queries, 3 * heads * width], seed: 1)
        let q = try joined.narrowed(2, 0..<heads * width).reshaped([rows, queries, heads, width])
            .permuted([0, 2, 1, 3])
        let k = try half([rows, heads, keys, width], seed: 2), v = try half([rows, heads, keys, width], seed: 3)
        let scale = 1 / Double(width).squareRoot()
        let result = try q.attention(keys: k, values: v, scale: scale)
        let expected = try q.to(kind: .float32).matmul(k.to(kind: .float32).permuted([0, 1, 3, 2]))
            .affine(scale: scale, shift: 0).softmax(axis: -1).matmul(v.to(kind: .float32))
        try expectClose(result.to(kind: .float32), expected, named: "attention \(sizes)", within: Self.tolerance)
    }

    @Test("group norm with a shift and SiLU, channels-last and not, groups that do not fill a vector")
    func groupNorm() throws {
        for (channels, groups, side) in [(64, 32, 9), (20, 4, 7), (320, 32, 16)] {
            let x = try half([2, channels, side, side], seed: 1).affine(scale: 3, shift: 2)
            let shift = try half([2, channels], seed: 2)
            let weight = try half([channels], seed: 3), bias = try half([channels], seed: 4)
            let wide = try x.to(kind: .float32) + shift.to(kind: .float32).reshaped([2, channels, 1, 1])
            let normed = try wide.groupNorm(
                groups: groups, weight: weight.to(kind: .float32), bias: bias.to(kind: .float32), epsilon: 1e-5)
            let expected = try normed.silu()
            for input in [try x.channelsLast(), x] {
                let result = try input.groupNorm(
                    groups: groups, weight: weight, bias: bias, epsilon: 1e-5, shift: shift, silu: true)
                try expectClose(
                    result.to(kind: .float32), expected, named: "group norm \(channels)", within: 2 * Self.tolerance)
            }
        }
    }

    @Test(
        "group norm in float32 keeps its digits where the mean is large beside the deviation",
        arguments: [(1, 1.0), (300, 1), (-2000, 0.5), (40, 0)])
    func groupNormOfLargeMean(mean: Double, deviation: Double) throws {
        for (channels, groups, height, width) in [(32, 8, 24, 24), (20, 4, 7, 9), (6, 3, 1, 1)] {
            let x = try Tensor.normal([2, channels, height, width], seed: 1).affine(scale: deviation, shift: mean)
            let shift = try Tensor.normal([2, channels], seed: 2)
            let weight = try Tensor.normal([channels], seed: 3), bias = try Tensor.normal([channels], seed: 4)
            for shift in [nil, shift] {
                let input = try shift.map { try x + $0.reshaped([2, channels, 1, 1]) } ?? x
                let expected = try groupNorm(input.floats(), [2, channels, height * width], groups, weight, bias)
                let result = try x.channelsLast().groupNorm(
                    groups: groups, weight: weight, bias: bias, epsilon: 1e-5, shift: shift, silu: true)
                try expectClose(
                    result, .from(expected, shape: x.shape), named: "group norm \(channels), mean \(mean)",
                    // With a shift, x + shift is rounded to float32 in the one and not in the other.
                    within: shift == nil ? 2e-7 : 2e-7 * max(1, abs(mean)))
            }
        }
    }

    /// SiLU of the group norm of `[pictures, channels, cells]`, in double.
    private func groupNorm(
        _ x: [Float], _ shape: [Int], _ groups: Int, _ weight: Tensor, _ bias: Tensor
    ) throws -> [Float] {
        let weight = try weight.floats(), bias = try bias.floats()
        let count = shape[1] / groups * shape[2]
        var result: [Float] = []
        for start in stride(from: 0, to: x.count, by: count) {
            let values = x[start..<start + count].map(Double.init)
            let mean = values.reduce(0, +) / Double(count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
            for (place, value) in values.enumerated() {
                let channel = (start + place) / shape[2] % shape[1]
                let normed =
                    (value - mean) / (variance + 1e-5).squareRoot() * Double(weight[channel])
                    + Double(bias[channel])
                result.append(Float(normed / (1 + exp(-normed))))
            }
        }
        return result
    }

    @Test("a sum and its layer norm in one pass, and a gated unit")
    func rows() throws {
        for width in [40, 64, 640] {
            let x = try half([3, 5, width], seed: 1), y = try half([3, 5, width], seed: 2)
            let weight = try half([width], seed: 3), bias = try half([width], seed: 4)
            let sum = try x + y
            let expected = try sum.to(kind: .float32).layerNorm(
                weight: weight.to(kind: .float32), bias: bias.to(kind: .float32), epsilon: 1e-5)
            let target = try x.clone()
            let result = try target.layerNorm(adding: y, weight: weight, bias: bias, epsilon: 1e-5)
            try expectClose(result.to(kind: .float32), expected, named: "layer norm \(width)", within: Self.tolerance)
            try expectSame(target, sum, named: "sum \(width)")

            let halves = try half([3, 5, 2 * width], seed: 5), wide = try halves.to(kind: .float32).split(2, axis: -1)
            try expectClose(
                halves.geglu().to(kind: .float32), wide[0] * wide[1].gelu(), named: "geglu \(width)",
                within: Self.tolerance)
        }
    }

    @Test("large negative, large positive and not-a-number arguments pass through as they should")
    func extremes() throws {
        let values: [Float] = [-1000, -20, 0, 20, 1000, .nan]
        let x = try Tensor.from([Float](repeating: 1, count: 6) + values, shape: [1, 12]).to(kind: .bfloat16)
        let result = try x.geglu().floats()
        #expect(result[0] == 0 && abs(result[1]) < 1e-6 && result[2] == 0)
        #expect(result[3] == 20 && result[4] == 1000 && result[5].isNaN)
        let q = try Tensor.full([1, 1, 2, 16], .nan, kind: .bfloat16), k = try half([1, 1, 8, 16], seed: 1)
        #expect(try q.attention(keys: k, values: k, scale: 0.25).floats().allSatisfy(\.isNaN))
    }

    @Test("the number of threads changes no bit")
    func threads() throws {
        let before = TorchRuntime.threadCount
        defer { TorchRuntime.setThreadCount(before) }
        let q = try half([1, 2, 200, 64], seed: 1), k = try half([1, 2, 90, 64], seed: 2)
        let x = try half([1, 64, 20, 20], seed: 3).channelsLast(), scale = try half([64], seed: 4)
        var results: [[Tensor]] = []
        for count in [1, 3] {
            TorchRuntime.setThreadCount(count)
            results.append([
                try q.attention(keys: k, values: k, scale: 0.125),
                try x.groupNorm(groups: 8, weight: scale, bias: scale, epsilon: 1e-5, silu: true),
            ])
        }
        try expectSame(results[0][0], results[1][0], named: "attention")
        try expectSame(results[0][1], results[1][1], named: "group norm")
    }

    static let packable = [ScalarKind.float32, .bfloat16].filter { PackedWeight.isSupported(kind: $0, device: .cpu) }

    /// Channels from 96 on take Winograd's form where the type is float32; odd sides leave tiles that reach outside, and
    /// 162² leaves more tiles than are taken at once.
    @Test("wide 3×3 convolutions are as exact as libtorch's", .enabled(if: !packable.isEmpty), arguments: [0, 1, 2])
    func wideConvolution(padding: Int) throws {
        let weight = try Tensor.normal([112, 96, 3, 3], seed: 1), bias = try Tensor.normal([112], seed: 2)
        let packed = try weight.packedForConvolution(stride: 1, padding: padding, input: [2, 96, 12, 12])
        #expect(PackedWeight.byteCount(convolution: weight.shape, kind: .float32, stride: 1) == 112 * 96 * 16 * 4)
        #expect(PackedWeight.byteCount(convolution: weight.shape, kind: .float32, stride: 2) == 112 * 96 * 9 * 4)
        for shape in [[2, 96, 12, 12], [1, 96, 9, 13], [3, 96, 3, 3], [1, 96, 30, 41], [1, 96, 162, 162]] {
            for bias in [bias, nil] {
                let x = try Tensor.normal(shape, seed: 3)
                let expected = try x.convolution(weight, bias: bias, stride: 1, padding: padding)
                for ordered in [x, try x.channelsLast()] {
                    try expectClose(
                        ordered.convolution(packed, bias: bias, stride: 1, padding: padding), expected,
                        named: "\(shape)", within: 2e-6)
                }
            }
        }
        #expect(throws: TorchError.self) {
            try Tensor.normal([1, 64, 8, 8], seed: 3).convolution(packed, bias: bias, stride: 1, padding: padding)
        }
        #expect(throws: TorchError.self) {
            try Tensor.normal([1, 96, 8, 8], seed: 3).convolution(packed, bias: bias, stride: 2, padding: padding)
        }
        #expect(throws: TorchError.self) {
            try Tensor.normal([1, 96, 2, 2], seed: 3).convolution(packed, bias: bias, stride: 1, padding: 0)
        }
    }

    @Test("packed weights give what plain ones give", .enabled(if: !packable.isEmpty), arguments: packable)
    func packed(_ kind: ScalarKind) throws {
        let tolerance = kind == .float32 ? 1e-5 : Self.tolerance
        for (inputs, outputs) in [(64, 96), (37, 5)] {
            let weight = try Tensor.normal([outputs, inputs], seed: 1).to(kind: kind)
            let bias = try Tensor.normal([outputs], seed: 2).to(kind: kind)
            let packed = try weight.packedForLinear(rows: 10)
            // Another number of rows than it was packed for, too.
            for rows in [10, 3] {
                let x = try Tensor.normal([2, rows, inputs], seed: 3).to(kind: kind)
                try expectClose(
                    x.linear(packed, bias: bias).to(kind: .float32), x.linear(weight, bias: bias).to(kind: .float32),
                    named: "linear \(inputs)→\(outputs)", within: tolerance)
            }
        }
        for (kernel, stride) in [(3, 1), (3, 2), (1, 1)] {
            let weight = try Tensor.normal([24, 16, kernel, kernel], seed: 1).to(kind: kind)
            let bias = try Tensor.normal([24], seed: 2).to(kind: kind), padding = kernel / 2
            let packed = try weight.packedForConvolution(stride: stride, padding: padding, input: [2, 16, 12, 12])
            for side in [12, 9] {
                let x = try Tensor.normal([1, 16, side, side], seed: 3).to(kind: kind).channelsLast()
                try expectClose(
                    x.convolution(packed, bias: bias, stride: stride, padding: padding).to(kind: .float32),
                    x.convolution(weight, bias: bias, stride: stride, padding: padding).to(kind: .float32),
                    named: "convolution \(kernel)/\(stride)", within: tolerance)
            }
        }
    }
}
