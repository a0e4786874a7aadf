package import Support

/// When a failed request is sent again, and after how long. Pure: chance comes in as a number.
package struct RetryRules: Sendable, Equatable {
    /// At least 1.
    package var maximumAttempts: Int
    package var backoff: Backoff
    /// A server that asks for a longer pause than this is not waited for.
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
    /// Without word from the server the pause lies between half of the backoff and all of it, so that clients that
    /// failed together do not come back together. A server's `Retry-After` is kept and at most a quarter longer.
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
