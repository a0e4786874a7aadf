package import Torch

/// y = x·Wᵀ + b. A class, since a low-rank adaptation replaces the weight in place.
package final class Linear {
    package var weight: Tensor
    package let bias: Tensor?

    package init(_ path: WeightPath, _ inputs: Int, _ outputs: Int, bias: Bool = true) throws(TorchError) {
        // Some checkpoints keep a linear layer as a 1×1 convolution.
        if path.shape("weight") == [outputs, inputs, 1, 1] {
            weight = try path.tensor("weight", [outputs, inputs, 1, 1]).reshaped([outputs, inputs])
        } else {
            weight = try path.tensor("weight", [outputs, inputs])
        }
        self.bias = bias ? try path.tensor("bias", [outputs]) : nil
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.linear(weight, bias: bias)
    }
}

/// A square convolution on `[n, c, h, w]`.
package struct Conv2d {
    package let weight: Tensor
    package let bias: Tensor?
    package let stride: Int
    package let padding: Int

    package init(
        _ path: WeightPath, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        bias: Bool = true
    ) throws(TorchError) {
        let plain = try path.tensor("weight", [outputs, inputs, kernel, kernel])
        // Activations run channels-last; a weight in the same order saves a reorder at every call.
        weight = plain.rank == 4 && kernel > 1 ? try plain.channelsLast() : plain
        self.bias = bias ? try path.tensor("bias", [outputs]) : nil
        self.stride = stride
        self.padding = padding
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.convolution(weight, bias: bias, stride: stride, padding: padding)
    }
}

package struct GroupNorm {
    let weight: Tensor
    let bias: Tensor
    let groups: Int
    let epsilon: Double

    package init(_ path: WeightPath, _ channels: Int, groups: Int, epsilon: Double) throws(TorchError) {
        weight = try path.tensor("weight", [channels])
        bias = try path.tensor("bias", [channels])
        self.groups = groups
        self.epsilon = epsilon
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.groupNorm(groups: groups, weight: weight, bias: bias, epsilon: epsilon)
    }
}

package struct LayerNorm {
    let weight: Tensor
    let bias: Tensor?
    let epsilon: Double

    package init(_ path: WeightPath, _ width: Int, epsilon: Double = 1e-5, bias: Bool = true) throws(TorchError) {
        weight = try path.tensor("weight", [width])
        self.bias = bias ? try path.tensor("bias", [width]) : nil
        self.epsilon = epsilon
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.layerNorm(weight: weight, bias: bias, epsilon: epsilon)
    }
}
