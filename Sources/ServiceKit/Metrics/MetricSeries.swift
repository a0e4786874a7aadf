import Metrics
import Synchronization

package enum MetricKind: String, Sendable { case counter, gauge, histogram }

/// The current value of a series.
package enum MetricValue: Sendable {
    case number(Double)
    case distribution(Distribution)

    package struct Distribution: Sendable {
        /// Upper bounds of the buckets.
        package let bounds: [Double]
        /// For every bucket and for what lies above all of them.
        package var counts: [Int]
        package var sum = 0.0
        /// A uniform sample of the values since samples were last taken.
        package var samples: [Double] = []

        package var count: Int { counts.reduce(0, +) }
    }
}

protocol MetricSeries: AnyObject, Sendable {
    func value(takingSamples: Bool) -> MetricValue
}

final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    private let total = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// Ignores negative values, because a total never falls, and NaN, which would spoil it for ever.
    func increment(by amount: Double) {
        guard amount.isFinite, amount > 0 else { return }
        total.withLock { $0 += amount }
    }

    func reset() { total.withLock { $0 = 0 } }

    func value(takingSamples: Bool) -> MetricValue { .number(total.withLock { $0 }) }
}

final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    private let level = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        guard value.isFinite else { return }
        level.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        level.withLock { $0 += amount }
    }

    func decrement(by amount: Double) { increment(by: -amount) }

    func record(_ value: Int64) { set(Double(value)) }

    func record(_ value: Double) { set(value) }

    func value(takingSamples: Bool) -> MetricValue { .number(level.withLock { $0 }) }
}

final class DistributionSeries: MetricSeries, RecorderHandler, TimerHandler {
    private struct State {
        var distribution: MetricValue.Distribution
        var sinceSamples = 0
    }

    private let state: Mutex<State>
    private let sampleLimit: Int

    init(bounds: [Double], sampleLimit: Int) {
        self.sampleLimit = sampleLimit
        state = Mutex(
            State(distribution: .init(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1))))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        state.withLock { state in
            let bounds = state.distribution.bounds
            state.distribution.counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
            state.distribution.sum += value
            keep(value, &state)
        }
    }

    /// Reservoir sampling: every value has the same chance to be in the sample.
    private func keep(_ value: Double, _ state: inout State) {
        guard sampleLimit > 0 else { return }
        state.sinceSamples += 1
        if state.distribution.samples.count < sampleLimit {
            state.distribution.samples.append(value)
        } else if case let index = Int.random(in: 0..<state.sinceSamples), index < sampleLimit {
            state.distribution.samples[index] = value
        }
    }

    func value(takingSamples: Bool) -> MetricValue {
        state.withLock { state in
            let value = MetricValue.distribution(state.distribution)
            if takingSamples {
                state.distribution.samples = []
                state.sinceSamples = 0
            }
            return value
        }
    }
}
