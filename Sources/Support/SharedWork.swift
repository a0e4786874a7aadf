import Synchronization

/// Work that several wait for and that is done once. It ends when nobody waits any more.
package final class SharedWork<Key: Hashable & Sendable, Event: Sendable, Value: Sendable, Failure: Error>: Sendable {
    package typealias Report = @Sendable (Event) -> Void

    private enum Step {
        case event(Event)
        case end(Result<Value, Failure>)
    }

    private struct Job {
        let id: Int
        /// For those who come later.
        var events: [Event] = []
        var waiting: [Int: AsyncStream<Step>.Continuation] = [:]
        var task: Task<Void, Never>?
    }

    private struct State {
        var jobs: [Key: Job] = [:]
        var count = 0

        mutating func number() -> Int {
            count += 1
            return count
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// The outcome of the work that goes on for `key`, which `start` begins where there is none.
    ///
    /// - Parameters:
    ///   - joined: called where the work went on already.
    ///   - observe: gets every event of the work, those from before too.
    /// - Returns: nil when the task that waits is cancelled. Work that nobody else waits for has ended then.
    package func outcome(
        of key: Key, joined: () -> Void, observe: (Event) async -> Void,
        start: @escaping @Sendable (@escaping Report) async -> Result<Value, Failure>
    ) async -> Result<Value, Failure>? {
        let (steps, continuation) = AsyncStream<Step>.makeStream()
        let ticket = state.withLock { state in
            let number = state.number()
            var job = state.jobs[key] ?? Job(id: number)
            if job.task == nil {
                job.task = Task { await self.run(key, number, start) }
            } else {
                joined()
            }
            for event in job.events { continuation.yield(.event(event)) }
            job.waiting[number] = continuation
            state.jobs[key] = job
            return (job: job.id, number: number)
        }
        var outcome: Result<Value, Failure>?
        for await step in steps {
            switch step {
            case .event(let event): await observe(event)
            case .end(let result): outcome = result
            }
        }
        if outcome == nil { await leave(key, ticket.job, ticket.number) }
        return outcome
    }

    private func run(
        _ key: Key, _ id: Int, _ start: @Sendable (@escaping Report) async -> Result<Value, Failure>
    ) async {
        let result = await start { event in
            self.state.withLock { state in
                guard state.jobs[key]?.id == id else { return }
                state.jobs[key]?.events.append(event)
                state.jobs[key]?.waiting.values.forEach { $0.yield(.event(event)) }
            }
        }
        state.withLock { state in
            guard state.jobs[key]?.id == id, let job = state.jobs.removeValue(forKey: key) else { return }
            for continuation in job.waiting.values {
                continuation.yield(.end(result))
                continuation.finish()
            }
        }
    }

    private func leave(_ key: Key, _ id: Int, _ number: Int) async {
        let abandoned = state.withLock { state -> Task<Void, Never>? in
            guard state.jobs[key]?.id == id else { return nil }
            state.jobs[key]?.waiting[number] = nil
            guard state.jobs[key]?.waiting.isEmpty == true else { return nil }
            return state.jobs.removeValue(forKey: key)?.task
        }
        abandoned?.cancel()
        await abandoned?.value
    }
}
