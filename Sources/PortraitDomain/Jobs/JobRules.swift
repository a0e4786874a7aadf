/// What a queue is run by. The numbers are those of portraits, which take from seconds to some minutes.
package struct JobRules: Sendable, Equatable {
    /// How long a lease holds after it was given or renewed. Workers renew it at a third of that.
    package var leaseTime = Duration.seconds(60)
    package var retry = RetryRule()
    /// How long a job waits until it counts as one priority higher, so that low ones are served at last.
    package var ageing = Duration.seconds(300)
    /// Jobs that wait or are worked on; more are refused, because a queue that only grows helps nobody.
    package var capacity = 10_000
    /// Progress that one job may have, so that a worker gone wild cannot fill a store.
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

    /// How long to wait after the failed attempt `attempt`, counted from 1: half of the time is fixed and half is drawn
    /// from the seed, so that jobs that failed together do not come back together.
    package func delay(afterAttempt attempt: Int, seed: UInt64) -> Duration {
        // In milliseconds as a floating-point number, which cannot overflow however many attempts there were.
        let most = max(0, Double(longest.wholeMilliseconds))
        var wait = max(0, Double(first.wholeMilliseconds))
        for _ in 1..<min(max(attempt, 1), 64) { wait = min(wait * 2, most) }
        var random = SeededRandom(seed: seed &+ UInt64(truncatingIfNeeded: attempt))
        return .milliseconds(Int64(min(wait, most) * (0.5 + 0.5 * random.fraction())))
    }
}
