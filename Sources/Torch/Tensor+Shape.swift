import CTorch

extension Tensor {
    /// The tensor in another type or on another device; itself when nothing changes.
    package func to(kind: ScalarKind? = nil, device: Device? = nil) throws(TorchError) -> Tensor {
        let kind = kind ?? self.kind
        let device = device ?? self.device
        if kind == self.kind && device == self.device { return self }
        return try .make { ctorch_to(handle, kind.rawValue, device.rawValue, $0) }
    }

    package func contiguous() throws(TorchError) -> Tensor {
        if ctorch_is_contiguous(handle) { return self }
        return try .make { ctorch_contiguous(handle, false, $0) }
    }

    /// NHWC memory order behind an NCHW shape `[n, c, h, w]`.
    package func channelsLast() throws(TorchError) -> Tensor {
        try .make { ctorch_contiguous(handle, true, $0) }
    }

    package func clone() throws(TorchError) -> Tensor {
        try .make { ctorch_clone(handle, $0) }
    }

    /// Copies numbers of the same shape into this tensor's own memory.
    package func write(_ other: Tensor) throws(TorchError) {
        try check(ctorch_write(handle, other.handle))
    }

    /// A view in another shape, or a copy where the memory order does not allow one; one extent may be -1.
    package func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
        let extents = shape.map(Int64.init)
        return try .make { ctorch_reshape(handle, extents, Int32(extents.count), $0) }
    }

    package func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        let axes = order.map(Int64.init)
        return try .make { ctorch_permute(handle, axes, Int32(axes.count), $0) }
    }

    package func expanded(_ shape: [Int]) throws(TorchError) -> Tensor {
        let extents = shape.map(Int64.init)
        return try .make { ctorch_expand(handle, extents, Int32(extents.count), $0) }
    }

    /// The view of `range` along `axis`.
    package func narrowed(_ axis: Int, _ range: Range<Int>) throws(TorchError) -> Tensor {
        try .make { ctorch_narrow(handle, Int64(axis), Int64(range.lowerBound), Int64(range.count), $0) }
    }

    /// The view at `index` of `axis`, without that axis.
    package func selected(_ axis: Int, _ index: Int) throws(TorchError) -> Tensor {
        var shape = shape
        let view = try narrowed(axis, index..<index + 1)
        shape.remove(at: axis < 0 ? axis + shape.count : axis)
        return try view.reshaped(shape)
    }

    package func split(_ parts: Int, axis: Int) throws(TorchError) -> [Tensor] {
        let size = extent(axis) / parts
        precondition(size * parts == extent(axis), "axis of \(extent(axis)) does not split into \(parts)")
        var result: [Tensor] = []
        for part in 0..<parts { result.append(try narrowed(axis, part * size..<(part + 1) * size)) }
        return result
    }

    package static func concatenate(_ tensors: [Tensor], axis: Int) throws(TorchError) -> Tensor {
        let handles: [OpaquePointer?] = tensors.map(\.handle)
        return try withExtendedLifetimeOf(tensors) { () throws(TorchError) -> Tensor in
            try .make { ctorch_concatenate(handles, Int32(handles.count), Int64(axis), $0) }
        }
    }

    /// Stacks equal shapes along a new first axis.
    package static func stack(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
        var rows: [Tensor] = []
        for tensor in tensors { rows.append(try tensor.reshaped([1] + tensor.shape)) }
        return try concatenate(rows, axis: 0)
    }

    /// `count` copies along `axis`.
    package func repeated(_ count: Int, axis: Int = 0) throws(TorchError) -> Tensor {
        count == 1 ? self : try .concatenate(Array(repeating: self, count: count), axis: axis)
    }

    package func rows(_ indices: [Int], axis: Int = 0) throws(TorchError) -> Tensor {
        let index = try Tensor.from(indices, shape: [indices.count]).to(device: device)
        return try .make { ctorch_index_select(handle, Int64(axis), index.handle, $0) }
    }

    /// A copy in which the rows `indices` of `axis` are those of `source`.
    package func replacingRows(_ indices: [Int], with source: Tensor, axis: Int = 0) throws(TorchError) -> Tensor {
        let index = try Tensor.from(indices, shape: [indices.count]).to(device: device)
        return try .make { ctorch_index_copy(handle, Int64(axis), index.handle, source.handle, $0) }
    }

    /// Pads with `value`; `amounts` are (before, after) pairs from the last axis inward, as in `torch.nn.functional.pad`.
    package func padded(_ amounts: [Int], value: Double = 0) throws(TorchError) -> Tensor {
        let pairs = amounts.map(Int64.init)
        return try .make { ctorch_pad(handle, pairs, Int32(pairs.count), value, $0) }
    }
}

private func withExtendedLifetimeOf<Result>(
    _ tensors: [Tensor], _ body: () throws(TorchError) -> Result
) throws(TorchError) -> Result {
    let result = try body()
    withExtendedLifetime(tensors) {}
    return result
}
