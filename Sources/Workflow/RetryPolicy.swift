/// How often a node is tried and how long the workflow waits between two attempts.
package struct RetryPolicy: Sendable {
    /// At least 1.
    package let maximumAttempts: Int
    package let backoff: Backoff
    /// Whether a failure is worth another attempt. Cancellation never is, whatever this says.
    package let isRetryable: @Sendable (any Error) -> Bool

    package init(
        maximumAttempts: Int,
        backoff: Backoff = .none,
        isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true }
    ) {
        precondition(maximumAttempts >= 1, "a node needs at least one attempt")
        self.maximumAttempts = maximumAttempts
        self.backoff = backoff
        self.isRetryable = isRetryable
    }

    package static let never = RetryPolicy(maximumAttempts: 1)
}

/// Waiting times that grow by a factor up to a cap.
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

    /// The time to wait after the failed attempt `attempt`, counted from 1.
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
