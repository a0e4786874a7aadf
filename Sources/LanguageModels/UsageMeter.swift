import Synchronization

/// Counts what a client used since it was made.
package final class UsageMeter: Sendable {
    /// Prices in any currency per million tokens.
    package struct Prices: Sendable, Equatable {
        package var input: Double
        package var output: Double

        package init(input: Double = 0, output: Double = 0) {
            self.input = input
            self.output = output
        }
    }

    package struct Totals: Sendable, Equatable {
        package var answers = 0
        package var failures = 0
        package var retries = 0
        package var tokens = TokenUsage()
        package var cost = 0.0
    }

    private let prices: Prices
    private let state = Mutex(Totals())

    package init(prices: Prices = Prices()) {
        self.prices = prices
    }

    package var totals: Totals { state.withLock { $0 } }

    func answered(_ usage: TokenUsage) {
        state.withLock {
            $0.answers += 1
            $0.tokens.input += usage.input
            $0.tokens.output += usage.output
            $0.cost += (Double(usage.input) * prices.input + Double(usage.output) * prices.output) / 1e6
        }
    }

    func failed() { state.withLock { $0.failures += 1 } }

    func retried() { state.withLock { $0.retries += 1 } }
}
