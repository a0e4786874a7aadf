/// What colors the ground has, and where: what is behind the left ear says little of what is above the right one.
///
/// Clusters of OKLab and of the place; each has a normal distribution with independent channels.
struct GroundModel: Sendable {
    fileprivate struct Part: Sendable {
        var color: SIMD3<Float>
        var precision: SIMD3<Float>
        /// Logarithm of 1 / (deviations' product).
        var gain: Float
        var place: SIMD2<Float>
        /// 1 / variance of the place.
        var nearness: SIMD2<Float>
        /// Logarithm of weight / (places' deviations' product).
        var presence: Float
    }

    private let parts: [Part]
    /// Distances on the page beside those of colors.
    private static let placeScale: Float = 0.8

    /// - Parameter samples: colors and their places in page heights; nil of fewer than 200.
    init?(_ samples: [(color: SIMD3<Float>, place: SIMD2<Float>)], parts count: Int = 20) {
        guard samples.count >= 200 else { return nil }
        let step = max(samples.count / 6000, 1)
        let chosen = stride(from: 0, to: samples.count, by: step).map { samples[$0] }
        let scale = SIMD3<Float>(1, 3, 3)
        var means = (0..<count).map { chosen[(2 * $0 + 1) * chosen.count / (2 * count)] }
        var owners = [Int](repeating: 0, count: chosen.count)
        for round in 0..<6 {
            for (number, sample) in chosen.enumerated() {
                var best = 0, least = Float.infinity
                for k in 0..<count {
                    let d = (sample.color - means[k].color) * scale
                    let away = (sample.place - means[k].place) * Self.placeScale
                    let distance = (d * d).sum() + (away * away).sum()
                    if distance < least { (least, best) = (distance, k) }
                }
                owners[number] = best
            }
            guard round < 5 else { break }
            var sums = [(color: SIMD3<Float>, place: SIMD2<Float>, size: Float)](
                repeating: (.zero, .zero, 0), count: count)
            for (number, sample) in chosen.enumerated() {
                sums[owners[number]].color += sample.color
                sums[owners[number]].place += sample.place
                sums[owners[number]].size += 1
            }
            for k in 0..<count where sums[k].size > 0 {
                means[k] = (sums[k].color / sums[k].size, sums[k].place / sums[k].size)
            }
        }
        var own = [[Int]](repeating: [], count: count)
        for (number, owner) in owners.enumerated() { own[owner].append(number) }
        parts = own.filter { $0.count > 8 }.map { Part($0.map { chosen[$0] }, of: chosen.count) }
        if parts.isEmpty { return nil }
    }

    /// Logarithm of the likelihood at a place, up to the same constant as that of `ColorModel`; at least -`worst`.
    @inline(__always)
    func likelihood(_ color: SIMD3<Float>, at place: SIMD2<Float>, worst: Float = 14) -> Float {
        var best = -Float.infinity, present = -Float.infinity
        for part in parts {
            let away = place - part.place, d = color - part.color
            let presence = part.presence - 0.5 * (away * away * part.nearness).sum()
            present = max(present, presence)
            best = max(best, presence + part.gain - 0.5 * (d * d * part.precision).sum())
        }
        return max(best - present, -worst)
    }
}

extension GroundModel.Part {
    fileprivate init(_ samples: [(color: SIMD3<Float>, place: SIMD2<Float>)], of total: Int) {
        let size = Float(samples.count)
        var color = SIMD3<Float>.zero, colors = color, place = SIMD2<Float>.zero, places = place
        for sample in samples {
            color += sample.color
            colors += sample.color * sample.color
            place += sample.place
            places += sample.place * sample.place
        }
        color /= size
        place /= size
        let floor = SIMD3<Float>(0.03, 0.010, 0.010)
        let variance = (colors / size - color * color).clamped(
            lowerBound: floor * floor, upperBound: SIMD3(repeating: 1))
        // Wide, since the ground that matters lies behind the sitter, beside what is seen of it.
        let spread = (places / size - place * place).clamped(
            lowerBound: SIMD2(repeating: 0.08 * 0.08), upperBound: SIMD2(repeating: 1))
        self.init(
            color: color, precision: 1 / variance, gain: -0.5 * log(variance.x * variance.y * variance.z),
            place: place, nearness: 1 / spread,
            presence: log(size / Float(total)) - 0.5 * log(spread.x * spread.y))
    }
}
