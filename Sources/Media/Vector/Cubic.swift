/// A cubic Bézier curve.
struct Cubic: Sendable {
    var a, b, c, d: SIMD2<Float>

    /// The curve between two points with given tangents that lies nearest to the points between, which belong to the
    /// parameters `places` (least squares).
    init(
        _ points: [SIMD2<Float>], _ first: Int, _ last: Int, _ places: [Float], _ startTangent: SIMD2<Float>,
        _ endTangent: SIMD2<Float>
    ) {
        a = points[first]
        d = points[last]
        var c00: Float = 0, c01: Float = 0, c11: Float = 0, x0: Float = 0, x1: Float = 0
        for (offset, u) in places.enumerated() {
            let v = 1 - u
            let b0 = v * v * v, b1 = 3 * u * v * v, b2 = 3 * u * u * v, b3 = u * u * u
            let left = startTangent * b1, right = endTangent * b2
            c00 += (left * left).sum()
            c01 += (left * right).sum()
            c11 += (right * right).sum()
            let rest = points[first + offset] - (a * (b0 + b1) + d * (b2 + b3))
            x0 += (left * rest).sum()
            x1 += (right * rest).sum()
        }
        let determinant = c00 * c11 - c01 * c01
        let chord = CurveFitting.length(d - a)
        var left = chord / 3, right = chord / 3
        if abs(determinant) > 1e-6 * max(c00 * c11, 1e-12) {
            let s = (x0 * c11 - x1 * c01) / determinant, t = (c00 * x1 - c01 * x0) / determinant
            // Handles that point backwards or are very long make loops: the usual third is better then.
            let span = max(chord, Float(last - first))
            if s > 1e-3 * span, t > 1e-3 * span, s < 2 * span, t < 2 * span { (left, right) = (s, t) }
        }
        b = a + startTangent * left
        c = d + endTangent * right
    }

    func point(_ u: Float) -> SIMD2<Float> {
        let v = 1 - u
        return a * (v * v * v) + b * (3 * u * v * v) + c * (3 * u * u * v) + d * (u * u * u)
    }

    /// Square of the greatest distance from the points, and which point it is.
    func farthest(
        _ points: [SIMD2<Float>], _ first: Int, _ last: Int, _ places: [Float]
    ) -> (error: Float, index: Int) {
        var worst: Float = 0, place = (first + last) / 2
        for offset in 1..<max(places.count - 1, 1) {
            let d = point(places[offset]) - points[first + offset]
            let error = (d * d).sum()
            if error > worst { (worst, place) = (error, first + offset) }
        }
        return (worst, place)
    }

    /// A parameter nearer to a point's foot on the curve, by one step of Newton's method.
    func nearer(to point: SIMD2<Float>, from u: Float) -> Float {
        let v = 1 - u
        let off = self.point(u) - point
        let ab = b - a, bc = c - b, cd = d - c
        let slope = (ab * (v * v) + bc * (2 * u * v) + cd * (u * u)) * 3
        let bend = ((bc - ab) * v + (cd - bc) * u) * 6
        let denominator = (slope * slope).sum() + (off * bend).sum()
        return abs(denominator) < 1e-9 ? u : clamp(u - (off * slope).sum() / denominator)
    }
}
