import Metrics
package import ServiceKit
import Synchronization

/// Counts the requests that are being carried out and turns away those beyond the limit.
package final class AdmissionGate: Sendable {
    private let limit: Int
    private let running = Mutex(0)
    private let meter: Meter

    /// - Parameter name: of the service, with which its metrics begin.
    package init(limit: Int, name: String, metrics: MetricsBackend) {
        let label = name + "_running_requests"
        metrics.describe([MetricDescription(label, "Requests being carried out.")])
        meter = Meter(label: label, factory: metrics)
        self.limit = limit
    }

    /// The place is free again when the ticket is given up; a streamed body keeps it to its end.
    package func enter() throws(Problem) -> Ticket {
        let isAdmitted = running.withLock { running in
            guard running < limit else { return false }
            running += 1
            return true
        }
        guard isAdmitted else { throw .busy }
        meter.increment()
        return Ticket(gate: self)
    }

    fileprivate func leave() {
        meter.decrement()
        running.withLock { $0 -= 1 }
    }

    package final class Ticket: Sendable {
        private let gate: AdmissionGate

        fileprivate init(gate: AdmissionGate) {
            self.gate = gate
        }

        deinit { gate.leave() }
    }
}
