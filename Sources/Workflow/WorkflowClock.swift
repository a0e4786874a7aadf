/// Where a workflow takes its time from. Tests put in a clock that does not wait.
package struct WorkflowClock: Sendable {
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

    package static let continuous: WorkflowClock = {
        let clock = ContinuousClock()
        let origin = clock.now
        return WorkflowClock(
            now: { origin.duration(to: clock.now) },
            sleep: { try await clock.sleep(for: $0) })
    }()
}

extension Duration {
    package var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
