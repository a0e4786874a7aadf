import Support

/// Repeatable random numbers of `SeededRandom`, in the forms that drawing needs.
package struct Dice: RandomNumberGenerator, Sendable {
    private var random: SeededRandom

    /// - Parameters:
    ///   - stream: tells the uses of one seed apart.
    package init(_ seed: UInt64, stream: UInt64 = 0) {
        random = SeededRandom(seed: Dice.mixed(seed &+ 0x9E37_79B9_7F4A_7C15 &* (stream &+ 1)))
    }

    package mutating func next() -> UInt64 { random.next() }

    static func mixed(_ value: UInt64) -> UInt64 { SeededRandom.mixed(value) }

    /// 0 ..< 1.
    package mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

    package mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

    /// Normal with mean 0 and the given deviation (Box & Muller 1958).
    package mutating func normal(_ deviation: Float = 1) -> Float {
        let radius = (-2 * log(max(uniform(), 1e-7))).squareRoot()
        return deviation * radius * cos(2 * .pi * uniform())
    }

    /// 0 ..< count.
    package mutating func below(_ count: Int) -> Int { Int(next() >> 33) % max(count, 1) }

    package mutating func chance(_ probability: Float) -> Bool { uniform() < probability }

    package mutating func element<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}
