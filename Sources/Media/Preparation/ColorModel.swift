/// What colors a part of the picture has: a mixture of a few normal distributions of OKLab with independent channels.
struct ColorModel: Sendable {
    private struct Part: Sendable {
        var mean: SIMD3<Float>
        /// 1 / variance.
        var precision: SIMD3<Float>
        /// Logarithm of weight / (deviations' product).
        var gain: Float
    }

    private let parts: [Part]

    /// Learned by k-means, begun at even quantiles of lightness, from at most 4,000 colors.
    ///
    /// - Parameters:
    ///   - count: parts, at least 1.
    ///   - floor: least deviations of L, a and b.
    /// nil of fewer than 24 colors.
    init?(_ colors: [SIMD3<Float>], parts count: Int = 3, floor: SIMD3<Float> = SIMD3(0.035, 0.010, 0.010)) {
        guard colors.count >= 24 else { return nil }
        let step = max(colors.count / 4000, 1)
        let sample = stride(from: 0, to: colors.count, by: step).map { colors[$0] }.sorted { $0.x < $1.x }
        // Hue tells parts of a person apart better than lightness, which follows the light.
        let scale = SIMD3<Float>(1, 3, 3)
        var means = (0..<count).map { sample[(2 * $0 + 1) * sample.count / (2 * count)] }
        var sums = [SIMD3<Float>](repeating: .zero, count: count)
        var squares = sums
        var sizes = [Float](repeating: 0, count: count)
        for round in 0..<6 {
            for k in 0..<count { (sums[k], squares[k], sizes[k]) = (.zero, .zero, 0) }
            for color in sample {
                var best = 0, least = Float.infinity
                for k in 0..<count {
                    let d = (color - means[k]) * scale, distance = (d * d).sum()
                    if distance < least { (least, best) = (distance, k) }
                }
                sums[best] += color
                squares[best] += color * color
                sizes[best] += 1
            }
            for k in 0..<count where sizes[k] > 0 && round < 5 { means[k] = sums[k] / sizes[k] }
        }
        parts = (0..<count).compactMap { k in
            guard sizes[k] > 4 else { return nil }
            let mean = sums[k] / sizes[k]
            let variance = (squares[k] / sizes[k] - mean * mean).clamped(
                lowerBound: floor * floor, upperBound: SIMD3(repeating: 1))
            let weight = sizes[k] / Float(sample.count)
            let product = variance.x * variance.y * variance.z
            return Part(mean: mean, precision: 1 / variance, gain: log(weight) - 0.5 * log(product))
        }
        if parts.isEmpty { return nil }
    }

    /// Logarithm of the likelihood, up to a constant, of the part that fits best; at least -`worst`.
    ///
    /// - Parameters:
    ///   - shade: how much less a darker color counts as different, 0…1: skin in shadow is skin.
    ///   - shine: the same of a lighter one.
    @inline(__always)
    func likelihood(_ color: SIMD3<Float>, shade: Float = 0, shine: Float = 0, worst: Float = 14) -> Float {
        var best = -Float.infinity
        for part in parts {
            var d = color - part.mean
            d.x *= d.x < 0 ? 1 - shade : 1 - shine
            best = max(best, part.gain - 0.5 * (d * d * part.precision).sum())
        }
        return max(best, -worst)
    }
}
