package import Metrics
import Synchronization

/// A counter that follows a total which is kept elsewhere.
package final class TotalCounter: Sendable {
    private let counter: FloatingPointCounter
    private let last = Mutex(0.0)

    package init(_ counter: FloatingPointCounter) {
        self.counter = counter
    }

    package func follow(_ total: Double) {
        last.withLock { last in
            counter.increment(by: total - last)
            last = max(last, total)
        }
    }
}
