/// The few colors of an area of the photograph, and where each lies (k-means, MacQueen 1967).
struct LocalColors: Sendable {
    /// OKLab.
    let colors: [SIMD3<Float>]
    /// Of each color the level of its own part, which meet without gaps.
    let levels: [Plane]

    /// - Parameters:
    ///   - smoothness: of the borders, in page heights.
    init(_ page: Page, within area: Plane, count: Int, smoothness: Float = 0.004, seed: UInt64) {
        let grid = page.grid
        let smooth = grid.blur(page.lab, 0.0022)
        let indices = stride(from: 0, to: area.count, by: 17).filter { area[$0] > 0 }
        let means = Self.means(indices.map { Self.weighted(smooth[$0]) }, count: count, seed: seed)
        guard means.count > 1 else {
            colors = means.map(Self.plain)
            levels = means.map { _ in grid.plane(0.004) }
            return
        }
        let nearest = grid.map { index in
            let color = Self.weighted(smooth[index])
            var best = 0, least = Float.infinity
            for (number, mean) in means.enumerated() {
                let d = color - mean, distance = (d * d).sum()
                if distance < least { (least, best) = (distance, number) }
            }
            return Float(best)
        }
        let votes = means.indices.map { number in
            grid.blur(grid.map { nearest[$0] == Float(number) && area[$0] > -0.002 ? 1 : 0 }, smoothness)
        }
        levels = means.indices.map { number in
            grid.edged(
                grid.map { index in
                    var other: Float = 0
                    for rival in votes.indices where rival != number { other = max(other, votes[rival][index]) }
                    return votes[number][index] - other
                })
        }
        colors = means.map(Self.plain)
    }

    /// Hue counts for more than light: folds stay with their cloth.
    private static func weighted(_ lab: SIMD3<Float>) -> SIMD3<Float> { lab * SIMD3(0.7, 1.6, 1.6) }
    private static func plain(_ weighted: SIMD3<Float>) -> SIMD3<Float> { weighted / SIMD3(0.7, 1.6, 1.6) }

    /// Starts far apart, then moves each mean into the middle of what is nearest to it; dark to light.
    private static func means(_ samples: [SIMD3<Float>], count: Int, seed: UInt64) -> [SIMD3<Float>] {
        guard samples.count > 50 else { return [] }
        func distance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { ((a - b) * (a - b)).sum() }
        var dice = Dice(seed, stream: 121), means = [samples[dice.below(samples.count)]]
        while means.count < count {
            let far = samples.map { sample in means.map { distance(sample, $0) }.min() ?? 0 }
            // The next one by chance, the more likely the farther it is (Arthur & Vassilvitskii 2007).
            var lot = dice.uniform() * far.reduce(0, +)
            let next = far.firstIndex { value in
                lot -= value
                return lot <= 0
            }
            means.append(samples[next ?? samples.count - 1])
        }
        return merged(settled(means, on: samples, rounds: 12).sorted { $0.x < $1.x })
    }

    /// Neighbors in light of about one hue are one cloth; its folds are the shade's matter.
    private static func merged(_ means: [SIMD3<Float>]) -> [SIMD3<Float>] {
        var groups: [[SIMD3<Float>]] = []
        for mean in means {
            let own = plain(mean)
            let known = groups.firstIndex { group in
                group.contains { other in
                    let d = own - plain(other)
                    return abs(d.x) < 0.14 && hypot(d.y, d.z) < 0.028
                }
            }
            if let known { groups[known].append(mean) } else { groups.append([mean]) }
        }
        return groups.map { $0.reduce(.zero, +) / Float($0.count) }
    }
}
