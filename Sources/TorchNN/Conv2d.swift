package import Torch

/// A square convolution on `[n, c, h, w]`. A class, since its weight is packed at the first call.
package final class Conv2d {
    package let bias: Tensor?
    package let stride: Int
    package let padding: Int
    private let stored: StoredWeight
    private var form: Form?

    private enum Form {
        case plain(Tensor)
        case packed(PackedWeight)
    }

    package init(
        _ path: WeightPath, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        bias: Bool = true
    ) throws(TorchError) {
        let shape = [outputs, inputs, kernel, kernel]
        stored = path.stored("weight", shape, as: shape)
        if stored.isPackable {
            let packed = PackedWeight.byteCount(convolution: shape, kind: stored.kind, stride: stride)
            path.loader.count(extraBytes: packed - shape.reduce(stored.kind.byteCount, *))
        }
        self.bias = bias ? try path.tensor("bias", [outputs]) : nil
        self.stride = stride
        self.padding = padding
    }

    package func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        switch try prepared(input: x.shape) {
        case .plain(let weight): try x.convolution(weight, bias: bias, stride: stride, padding: padding)
        case .packed(let weight): try x.convolution(weight, bias: bias, stride: stride, padding: padding)
        }
    }

    private func prepared(input: [Int]) throws(TorchError) -> Form {
        if let form { return form }
        let weight = try stored.tensor()
        let made: Form
        if stored.isPackable {
            made = .packed(try weight.packedForConvolution(stride: stride, padding: padding, input: input))
            stored.releasePages()
        } else {
            // Activations run channels-last; a weight in the same order saves a reorder at every call.
            made = .plain(weight.extent(3) > 1 ? try weight.channelsLast() : weight)
            if stored.isCopied { stored.releasePages() }
        }
        form = made
        return made
    }
}
