package import Support

/// Decides whether and when a failed request is sent again. A pure value: randomness is a parameter.
package struct RetryRules: Sendable, Equatable {
    /// At least 1.
    package var maximumAttempts: Int
    package var backoff: Backoff
    /// The longest pause that a server may ask for; after a longer one the request fails.
    package var longestPause: Duration

    package init(
        maximumAttempts: Int = 4, backoff: Backoff = Backoff(initial: .milliseconds(500), maximum: .seconds(8)),
        longestPause: Duration = .seconds(30)
    ) {
        self.maximumAttempts = max(maximumAttempts, 1)
        self.backoff = backoff
        self.longestPause = longestPause
    }

    /// The pause before the next attempt, or nil when there is none.
    ///
    /// Without `Retry-After` the pause is 50–100 % of the backoff, so that clients do not retry in step. A server's
    /// `Retry-After` is kept, and made longer by at most a quarter.
    ///
    /// - Parameters:
    ///   - attempt: the attempt that failed, from 1.
    ///   - chance: 0…1.
    package func pause(after error: LanguageModelError, attempt: Int, chance: Double) -> Duration? {
        guard attempt < maximumAttempts, error.isPassing else { return nil }
        if case .overloaded(_, let asked?) = error {
            return asked <= longestPause ? asked + asked * (chance / 4) : nil
        }
        return backoff.delay(afterAttempt: attempt) * (0.5 + chance / 2)
    }
}

extension LanguageModelError {
    /// Whether the same request may succeed a little later.
    package var isPassing: Bool {
        switch self {
        case .unreachable, .overloaded, .serverFailed, .cutOff, .badResponse: true
        case .timedOut(let phase): phase != .total && phase != .queue
        case .rejected, .redirected, .tooLarge, .refused, .badConfiguration, .cancelled: false
        }
    }
}
