import Support

/// The limits of a queue. The defaults suit portraits, which take from seconds to some minutes.
package struct JobRules: Sendable, Equatable {
    /// How long a lease holds after it was given or renewed. Workers renew it at a third of that.
    package var leaseTime = Duration.seconds(60)
    package var retry = RetryRule()
    /// The wait after which a job counts as one priority higher, so that low priorities do not starve.
    package var ageing = Duration.seconds(300)
    /// Jobs that wait or run; more are refused, so that waiting times stay bounded.
    package var capacity = 10_000
    /// Progress events of one job, so that a faulty worker cannot fill a store.
    package var eventLimit = 5_000

    package init() {}
}

/// How often a job is tried, and how long it waits in between.
package struct RetryRule: Sendable, Equatable {
    /// At least 1.
    package var attempts = 3
    /// The wait after the first attempt; each further one is twice as long.
    package var first = Duration.seconds(5)
    package var longest = Duration.seconds(300)

    package init() {}

    /// The wait after the failed attempt `attempt`, counted from 1: half of it is fixed and half is random by the seed,
    /// so that jobs that failed together are not retried together.
    package func delay(afterAttempt attempt: Int, seed: UInt64) -> Duration {
        // In milliseconds as a floating-point number, which cannot overflow however many attempts there were.
        let most = max(0, Double(longest.wholeMilliseconds))
        var wait = max(0, Double(first.wholeMilliseconds))
        for _ in 1..<min(max(attempt, 1), 64) { wait = min(wait * 2, most) }
        var random = SeededRandom(seed: seed &+ UInt64(truncatingIfNeeded: attempt))
        return .milliseconds(Int64(min(wait, most) * (0.5 + 0.5 * random.fraction())))
    }
}
