#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

@inline(__always) func exp(_ x: Float) -> Float { expf(x) }
@inline(__always) func log(_ x: Float) -> Float { logf(x) }
@inline(__always) func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
@inline(__always) func sin(_ x: Float) -> Float { sinf(x) }
@inline(__always) func cos(_ x: Float) -> Float { cosf(x) }
@inline(__always) func tanh(_ x: Float) -> Float { tanhf(x) }
@inline(__always) func atan2(_ y: Float, _ x: Float) -> Float { atan2f(y, x) }
@inline(__always) func hypot(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }

/// `x` within low…high; `low` for no number.
@inline(__always) package func clamp(_ x: Float, _ low: Float = 0, _ high: Float = 1) -> Float {
    min(max(low, x), high)
}

/// 0 at `low`, 1 at `high`, smooth between; `low` may be the larger.
@inline(__always) package func smoothstep(_ low: Float, _ high: Float, _ x: Float) -> Float {
    let t = clamp((x - low) / (high - low))
    return t * t * (3 - 2 * t)
}

@inline(__always) package func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

@inline(__always) package func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ share: Float) -> SIMD3<Float> {
    a + (b - a) * share
}

/// Share of a pixel on the inner side of an edge `distance` pixels away (positive outside).
@inline(__always) package func coverage(_ distance: Float, softness: Float = 0.7) -> Float {
    clamp(0.5 - distance / (2 * softness))
}

/// Angle of a line between two directions without heads; both in radians.
@inline(__always) package func mixedAngle(_ a: Float, _ b: Float, _ share: Float) -> Float {
    0.5
        * atan2(
            sin(2 * a) * (1 - share) + sin(2 * b) * share, cos(2 * a) * (1 - share) + cos(2 * b) * share)
}
