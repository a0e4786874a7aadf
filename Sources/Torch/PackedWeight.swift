import CTorch

/// A layer's weight in the form that the CPU's kernels read (oneDNN's blocked formats, or Winograd's matrices for wide
/// 3×3 convolutions in float32), made once instead of at every call. It is a copy: the plain weight may go.
package struct PackedWeight {
    fileprivate let tensor: Tensor

    /// Whether this processor and libtorch have packed layers for that type.
    package static func isSupported(kind: ScalarKind, device: Device) -> Bool {
        device == .cpu && ctorch_can_pack(kind.rawValue)
    }

    /// Bytes that a convolution's weight `[out, c, kernel, kernel]` takes when packed: more than the plain one where it
    /// is kept as Winograd's matrices.
    package static func byteCount(convolution shape: [Int], kind: ScalarKind, stride: Int) -> Int {
        precondition(shape.count == 4, "a convolution's weight is [out, c, kernel, kernel]")
        return Int(ctorch_packed_conv2d_count(shape.map(Int64.init), kind.rawValue, Int64(stride))) * kind.byteCount
    }
}

extension Tensor {
    /// Packs `[out, in]` for inputs of about `rows` rows; other counts work too.
    package func packedForLinear(rows: Int) throws(TorchError) -> PackedWeight {
        PackedWeight(tensor: try .make { ctorch_pack_linear(handle, Int64(max(rows, 1)), $0) })
    }

    package func linear(_ weight: PackedWeight, bias: Tensor?) throws(TorchError) -> Tensor {
        try .make { ctorch_linear_packed(handle, weight.tensor.handle, bias?.handle, $0) }
    }

    /// Packs `[out, c, kernel, kernel]` for inputs of about the shape `input`; other extents work too.
    package func packedForConvolution(stride: Int, padding: Int, input: [Int]) throws(TorchError) -> PackedWeight {
        let extents = input.map(Int64.init)
        precondition(extents.count == 4, "convolutions take [n, c, h, w]")
        return PackedWeight(
            tensor: try .make { ctorch_pack_conv2d(handle, Int64(stride), Int64(padding), extents, $0) })
    }

    package func convolution(
        _ weight: PackedWeight, bias: Tensor?, stride: Int, padding: Int
    ) throws(TorchError) -> Tensor {
        try .make {
            ctorch_conv2d_packed(handle, weight.tensor.handle, bias?.handle, Int64(stride), Int64(padding), $0)
        }
    }
}
