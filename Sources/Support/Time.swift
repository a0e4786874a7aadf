/// Measures time and pauses. Tests put in a clock that does not wait.
package struct MonotonicClock: Sendable {
    /// Time since some fixed moment; never goes back.
    package let now: @Sendable () -> Duration
    /// Throws `CancellationError` when the task is cancelled meanwhile.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    package static let continuous: MonotonicClock = {
        let clock = ContinuousClock()
        let origin = clock.now
        return MonotonicClock(
            now: { origin.duration(to: clock.now) },
            sleep: { try await clock.sleep(for: $0) })
    }()
}

/// The moment until which the current task may wait for others, so that its caller has time left to go on without them.
package enum RunDeadline {
    @TaskLocal package static var current: ContinuousClock.Instant?

    /// nil where there is no deadline; negative when it has passed.
    package static var timeLeft: Duration? {
        current.map { ContinuousClock.now.duration(to: $0) }
    }
}

/// Pauses that grow by a factor up to a cap.
package struct Backoff: Sendable, Equatable {
    package var initial: Duration
    package var factor: Double
    package var maximum: Duration

    package init(initial: Duration, factor: Double = 2, maximum: Duration) {
        precondition((1...100).contains(factor), "a backoff grows by a factor of 1 to 100")
        precondition(initial >= .zero && maximum >= .zero, "a backoff does not wait for negative time")
        self.initial = initial
        self.factor = factor
        self.maximum = maximum
    }

    package static let none = Backoff(initial: .zero, maximum: .zero)

    /// The pause after the failed attempt `attempt`, counted from 1.
    package func delay(afterAttempt attempt: Int) -> Duration {
        var delay = initial
        guard factor > 1, delay > .zero else { return min(delay, maximum) }
        var left = attempt - 1
        while left > 0, delay < maximum {
            delay = delay * factor
            left -= 1
        }
        return min(delay, maximum)
    }
}

extension Duration {
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    package var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15 }
}
