package import Torch

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

    /// SiLU of the norm of x + shift.
    /// - Parameter shift: `[n or 1, channels]`.
    package func activated(_ x: Tensor, shift: Tensor? = nil) throws(TorchError) -> Tensor {
        try x.groupNorm(groups: groups, weight: weight, bias: bias, epsilon: epsilon, shift: shift, silu: true)
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

    /// Adds `x` into `h`'s own memory, which nothing else may read, and normalises the sum.
    package func callAsFunction(adding x: Tensor, into h: Tensor) throws(TorchError) -> Tensor {
        try h.layerNorm(adding: x, weight: weight, bias: bias, epsilon: epsilon)
    }
}
