import CTorch

extension Tensor {
    package func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_matmul(handle, other.handle, $0) }
    }

    /// x·Wᵀ + b for `weight` `[out, in]`.
    package func linear(_ weight: Tensor, bias: Tensor?) throws(TorchError) -> Tensor {
        try .make { ctorch_linear(handle, weight.handle, bias?.handle, $0) }
    }

    /// Convolution of `[n, c, h, w]` by `weight` `[out, c, kernel, kernel]`, the same padding on every side.
    package func convolution(_ weight: Tensor, bias: Tensor?, stride: Int, padding: Int) throws(TorchError) -> Tensor {
        try .make { ctorch_conv2d(handle, weight.handle, bias?.handle, Int64(stride), Int64(padding), $0) }
    }

    /// Group norm of `[n, c, h, w]`.
    /// - Parameters:
    ///   - shift: `[n or 1, c]`, added first.
    ///   - silu: whether SiLU comes last; one pass over memory where the processor allows it.
    package func groupNorm(
        groups: Int, weight: Tensor, bias: Tensor, epsilon: Double, shift: Tensor? = nil, silu: Bool = false
    ) throws(TorchError) -> Tensor {
        try .make {
            ctorch_group_norm(handle, shift?.handle, Int64(groups), weight.handle, bias.handle, epsilon, silu, $0)
        }
    }

    package func layerNorm(weight: Tensor, bias: Tensor?, epsilon: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_layer_norm(handle, weight.handle, bias?.handle, epsilon, $0) }
    }

    /// Adds `other` into this tensor's own memory (only for one that nothing else reads) and normalises the sum.
    package func layerNorm(
        adding other: Tensor, weight: Tensor, bias: Tensor?, epsilon: Double
    ) throws(TorchError) -> Tensor {
        try .make { ctorch_add_layer_norm(handle, other.handle, weight.handle, bias?.handle, epsilon, $0) }
    }

    /// softmax(q·kᵀ·scale)·v over `[rows, heads, tokens, width]`.
    package func attention(
        keys: Tensor, values: Tensor, scale: Double, causal: Bool = false
    ) throws(TorchError) -> Tensor {
        try .make { ctorch_attention(handle, keys.handle, values.handle, causal, scale, $0) }
    }

    /// The rows of this table `[vocabulary, width]` that `indices` name.
    package func embedding(_ indices: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_embedding(handle, indices.handle, $0) }
    }

    package func upsampledNearest(height: Int, width: Int) throws(TorchError) -> Tensor {
        try .make { ctorch_upsample_nearest(handle, Int64(height), Int64(width), $0) }
    }

    /// Bilinear, pixel centres at half positions (`align_corners` false), no antialiasing.
    package func resizedBilinear(height: Int, width: Int) throws(TorchError) -> Tensor {
        try .make { ctorch_upsample_bilinear(handle, Int64(height), Int64(width), $0) }
    }
}
