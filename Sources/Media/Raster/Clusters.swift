/// Means of clusters moved into the middle of the samples that are nearest to them (k-means, Lloyd 1982).
///
/// - Parameters:
///   - samples: colors weighted so that plain distances compare them.
///   - means: where they begin; the first of two that are as near has a sample.
func settled(_ means: [SIMD3<Float>], on samples: [SIMD3<Float>], rounds: Int) -> [SIMD3<Float>] {
    var means = means
    for _ in 0..<rounds {
        var sums = [SIMD4<Float>](repeating: .zero, count: means.count)
        for sample in samples { sums[nearest(to: sample, of: means)] += SIMD4(sample, 1) }
        for index in means.indices where sums[index].w > 0 {
            means[index] = SIMD3(sums[index].x, sums[index].y, sums[index].z) / sums[index].w
        }
    }
    return means
}

/// Number of the mean that is nearest to a sample.
@inline(__always)
func nearest(to sample: SIMD3<Float>, of means: [SIMD3<Float>]) -> Int {
    var best = 0, least = Float.infinity
    for (number, mean) in means.enumerated() {
        let away = sample - mean, square = (away * away).sum()
        if square < least { (least, best) = (square, number) }
    }
    return best
}
