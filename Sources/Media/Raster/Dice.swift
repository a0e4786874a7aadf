/// Repeatable random numbers: SplitMix64 (Steele, Lea & Flood 2014).
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameters:
    ///   - stream: tells the uses of one seed apart.
    package init(_ seed: UInt64, stream: UInt64 = 0) {
        state = Dice.mixed(seed &+ 0x9E37_79B9_7F4A_7C15 &* (stream &+ 1))
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Dice.mixed(state)
    }

    static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

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
