/// Seeds stay below 2³²: programs that read JSON into floating-point numbers change what is above 2⁵³.
extension PortraitRequest {
    /// A seed for a request that names none.
    package static func randomSeed() -> UInt64 { UInt64(UInt32.random(in: .min ... .max)) }

    /// The seed of a picture of a batch: the same rule everywhere, so that any one picture can be made again alone.
    package static func seed(_ first: UInt64, forImage index: Int) -> UInt64 {
        moved(first, by: UInt64(index))
    }

    /// The seed of an attempt, which is the picture's own for the first: with it and one attempt the same picture is
    /// made again. The stride is odd and large, so that attempts do not meet the seeds of a batch.
    package static func seed(_ first: UInt64, forAttempt number: Int) -> UInt64 {
        moved(first, by: UInt64(number) &* 0xD1B5_4A33)
    }

    /// Wraps at 2³². A larger seed, of a picture recorded before there was that limit, wraps at 2⁶⁴ and is the same
    /// when it is not moved.
    private static func moved(_ seed: UInt64, by distance: UInt64) -> UInt64 {
        guard seed <= UInt32.max else { return seed &+ distance }
        return (seed &+ distance) & UInt64(UInt32.max)
    }
}
