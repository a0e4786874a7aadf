/// The strength of each tag of the lexicon, by the tag's number.
package struct TagVector: Sendable, Hashable {
    /// As long as the highest tag needs.
    private var weights: [Double] = []

    subscript(tag: Int) -> Double { tag < weights.count ? weights[tag] : 0 }

    var isEmpty: Bool { weights.allSatisfy { $0 == 0 } }

    mutating func raise(_ tag: Int, by weight: Double) {
        if tag >= weights.count { weights += Array(repeating: 0, count: tag + 1 - weights.count) }
        weights[tag] += weight
    }

    mutating func add(_ other: TagVector, times factor: Double = 1) {
        for (tag, weight) in other.weights.enumerated() where weight != 0 { raise(tag, by: weight * factor) }
    }

    /// The strongest tags in descending order; equal ones in the lexicon's order.
    func strongest(_ count: Int) -> [Int] {
        let present = weights.indices.filter { weights[$0] > 0 }
        return Array(present.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(count))
    }

    /// Normalized to length 1, with the strongest eight tags only.
    func focused() -> TagVector {
        let kept = strongest(8)
        let length = kept.reduce(0) { $0 + weights[$1] * weights[$1] }.squareRoot()
        var focused = TagVector()
        for tag in kept { focused.raise(tag, by: weights[tag] / length) }
        return focused
    }

    func dot(_ other: TagVector) -> Double {
        var sum = 0.0
        for tag in 0..<min(weights.count, other.weights.count) { sum += weights[tag] * other.weights[tag] }
        return sum
    }
}
