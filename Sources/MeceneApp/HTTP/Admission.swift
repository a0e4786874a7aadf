import Synchronization

/// Counts the requests that are being carried out and turns away those beyond the limit.
final class AdmissionGate: Sendable {
    let limit: Int
    private let running = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { running.withLock { $0 } }

    /// The place is free again when the ticket is given up; a streamed body keeps it to its end.
    func enter() throws(Problem) -> Ticket {
        let isAdmitted = running.withLock { running in
            guard running < limit else { return false }
            running += 1
            return true
        }
        guard isAdmitted else { throw .busy }
        return Ticket(gate: self)
    }

    fileprivate func leave() {
        running.withLock { $0 -= 1 }
    }

    final class Ticket: Sendable {
        private let gate: AdmissionGate

        fileprivate init(gate: AdmissionGate) {
            self.gate = gate
        }

        deinit { gate.leave() }
    }
}

/// Runs `body` and ends it when the time is up.
func withTimeOut<Value: Sendable>(
    _ duration: Duration, _ problem: Problem = .timedOut,
    body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask(operation: body)
        group.addTask {
            try await ContinuousClock().sleep(for: duration)
            throw problem
        }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
