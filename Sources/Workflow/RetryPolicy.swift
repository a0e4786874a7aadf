package import Support

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
