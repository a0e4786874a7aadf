import CTorch

// Pointwise operators broadcast as libtorch does.
extension Tensor {
    package static func + (a: Tensor, b: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_add(a.handle, b.handle, 1, $0) }
    }

    package static func - (a: Tensor, b: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_add(a.handle, b.handle, -1, $0) }
    }

    package static func * (a: Tensor, b: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_multiply(a.handle, b.handle, $0) }
    }

    package static func / (a: Tensor, b: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_divide(a.handle, b.handle, $0) }
    }

    package static func * (a: Tensor, scale: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_affine(a.handle, scale, 0, $0) }
    }

    package static func + (a: Tensor, shift: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_affine(a.handle, 1, shift, $0) }
    }

    /// self + scale · other.
    package func adding(_ other: Tensor, scale: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_add(handle, other.handle, scale, $0) }
    }

    /// Adds into this tensor's own memory: only for a tensor that nothing else reads.
    package func add(_ other: Tensor, scale: Double = 1) throws(TorchError) {
        try check(ctorch_add_in_place(handle, other.handle, scale))
    }

    /// scale · self + shift.
    package func affine(scale: Double, shift: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_affine(handle, scale, shift, $0) }
    }

    package func clamped(_ range: ClosedRange<Double>) throws(TorchError) -> Tensor {
        try .make { ctorch_clamp(handle, range.lowerBound, range.upperBound, $0) }
    }

    /// Where this Boolean tensor holds, `a`, else `b`.
    package func choose(_ a: Tensor, else b: Tensor) throws(TorchError) -> Tensor {
        try .make { ctorch_where(handle, a.handle, b.handle, $0) }
    }

    package func isGreater(than value: Double) throws(TorchError) -> Tensor {
        try .make { ctorch_greater(handle, value, $0) }
    }

    package func silu() throws(TorchError) -> Tensor { try .make { ctorch_silu(handle, $0) } }

    /// Gaussian error linear unit, exact (erf).
    package func gelu() throws(TorchError) -> Tensor { try .make { ctorch_gelu(handle, false, $0) } }

    /// x·σ(1.702x), CLIP's approximation of the Gaussian error linear unit.
    package func quickGelu() throws(TorchError) -> Tensor { try .make { ctorch_quick_gelu(handle, $0) } }

    /// a·gelu(b) for the halves `[a, b]` of the last axis (Shazeer, "GLU variants improve transformer", 2020).
    package func geglu() throws(TorchError) -> Tensor { try .make { ctorch_geglu(handle, $0) } }

    package func exp() throws(TorchError) -> Tensor { try .make { ctorch_exp(handle, $0) } }
    package func cos() throws(TorchError) -> Tensor { try .make { ctorch_cos(handle, $0) } }
    package func sin() throws(TorchError) -> Tensor { try .make { ctorch_sin(handle, $0) } }

    package func softmax(axis: Int) throws(TorchError) -> Tensor {
        try .make { ctorch_softmax(handle, Int64(axis), $0) }
    }

    package func isFinite() throws(TorchError) -> Bool {
        var result = false
        try check(ctorch_all_finite(handle, &result))
        return result
    }
}
