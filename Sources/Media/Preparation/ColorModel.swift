/// A normal distribution of OKLab colors.
struct ColorModel: Sendable {
    let mean: SIMD3<Float>
    /// Inverse of the covariance, by rows.
    private let inverse: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)

    /// The mean is the median of each channel.
    /// - Parameter floor: variances that are added, for L, a and b; above 0.
    /// nil of fewer than 16 colors.
    init?(_ colors: [SIMD3<Float>], floor: SIMD3<Float>) {
        guard colors.count >= 16 else { return nil }
        func median(_ channel: Int) -> Float { quantile(colors.map { $0[channel] }, 0.5) ?? 0 }
        let mean = SIMD3(median(0), median(1), median(2))
        let average = colors.reduce(.zero, +) / Float(colors.count)
        var c = Array(repeating: SIMD3<Float>.zero, count: 3)
        for color in colors {
            let d = color - average
            for row in 0..<3 { c[row] += d * d[row] }
        }
        for row in 0..<3 {
            c[row] /= Float(colors.count)
            c[row][row] += floor[row]
        }
        func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
            SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }
        let determinant = (c[0] * cross(c[1], c[2])).sum()
        guard determinant > 0, determinant.isFinite else { return nil }
        // Of a symmetric matrix the cofactors need no transposing.
        inverse = (
            cross(c[1], c[2]) / determinant, cross(c[2], c[0]) / determinant, cross(c[0], c[1]) / determinant
        )
        self.mean = mean
    }

    /// Square of the distance from the mean in deviations (Mahalanobis 1936).
    @inline(__always)
    func distance(_ color: SIMD3<Float>) -> Float {
        let d = color - mean
        return (d * SIMD3((inverse.0 * d).sum(), (inverse.1 * d).sum(), (inverse.2 * d).sum())).sum()
    }
}
