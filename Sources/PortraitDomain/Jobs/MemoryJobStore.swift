/// Jobs in memory: the reference that other stores are compared with, and enough for one program on one machine.
package actor MemoryJobStore: JobStore {
    private struct Key: Hashable {
        var owner: ID<Owner>
        var key: IdempotencyKey
    }

    private struct Record {
        var job: Job
        var events: [JobEvent]
    }

    private let clock: UnixClock
    private let rules: JobRules
    /// How many ended jobs are kept; the first that ended is forgotten first, its key too.
    private let endedLimit: Int
    private var records: [ID<Job>: Record] = [:]
    private var keys: [Key: ID<Job>] = [:]
    private var live: Set<ID<Job>> = []
    private var ended: [ID<Job>] = []
    private var order = QueueOrder()
    private var waiting = Waiters()

    package init(clock: UnixClock = .system, rules: JobRules = JobRules(), endedLimit: Int = 1000) {
        self.clock = clock
        self.rules = rules
        self.endedLimit = max(endedLimit, 1)
    }

    package func enqueue(_ submission: JobSubmission) throws(JobStoreError) -> Job {
        let key = Key(owner: submission.owner, key: submission.key)
        if let id = keys[key], let job = records[id]?.job {
            guard job.isSame(as: submission) else { throw .keyInUse }
            return job
        }
        guard records[submission.id] == nil else { throw .keyInUse }
        let problems = submission.request.problems
        guard problems.isEmpty else { throw .invalidRequest(problems) }
        guard live.count < rules.capacity else { throw .full }
        let (job, event) = Job.queued(submission, at: clock.now())
        records[job.id] = Record(job: job, events: [event])
        keys[key] = job.id
        live.insert(job.id)
        return job
    }

    package func lease(to worker: ID<Worker>) throws(JobStoreError) -> LeasedJob? {
        let now = clock.now()
        for id in live {
            guard case .leased(let lease) = records[id]?.job.state, lease.expires <= now else { continue }
            _ = try change(id, .expired, at: now)
        }
        let jobs = live.lazy.compactMap { [records] in records[$0]?.job }
        guard let next = order.next(among: jobs, at: now, rules: rules) else { return nil }
        let job = try change(next.id, .leased(by: worker), at: now)
        order.serve(job)
        guard case .leased(let lease) = job.state else { return nil }
        return LeasedJob(job: job, lease: lease)
    }

    package func renew(_ lease: Lease) throws(JobStoreError) -> Lease {
        guard case .leased(let renewed) = try change(lease.job, .renewed(lease)).state else { throw .leaseLost }
        return renewed
    }

    package func append(_ progress: [JobProgress], under lease: Lease) throws(JobStoreError) {
        _ = try change(lease.job, .progressed(progress, lease))
    }

    package func end(_ lease: Lease, with outcome: JobOutcome) throws(JobStoreError) -> Job {
        try change(lease.job, .ended(lease, outcome))
    }

    package func cancel(_ id: ID<Job>) throws(JobStoreError) -> Job { try change(id, .cancelled) }

    package func read(_ id: ID<Job>, after number: Int, waits: Bool) async throws(JobStoreError) -> JobReading {
        while true {
            guard let record = records[id] else { throw .unknownJob }
            let events = record.events.dropFirst(max(number, 0)).prefix(Self.pageSize)
            if !events.isEmpty || !waits || record.job.state.isEnded || Task.isCancelled {
                return JobReading(job: record.job, events: Array(events))
            }
            await nextEvent(of: id)
        }
    }

    private static let pageSize = 100

    private func change(
        _ id: ID<Job>, _ change: JobChange, at time: UnixTime? = nil
    ) throws(JobStoreError) -> Job {
        guard var record = records[id] else { throw .unknownJob }
        let events = try record.job.apply(change, at: time ?? clock.now(), rules: rules)
        record.events += events
        records[id] = record
        if record.job.state.isEnded, live.remove(id) != nil {
            ended.append(id)
            if ended.count > endedLimit { forget(ended.removeFirst()) }
        }
        if !events.isEmpty { waiting.wake(id) }
        return record.job
    }

    private func forget(_ id: ID<Job>) {
        guard let job = records.removeValue(forKey: id)?.job else { return }
        keys[Key(owner: job.owner, key: job.key)] = nil
    }

    private func nextEvent(of id: ID<Job>) async {
        let ticket = waiting.ticket()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The task may have been cancelled before the waiter was registered.
                if Task.isCancelled { continuation.resume() } else { waiting.add(continuation, ticket, for: id) }
            }
        } onCancel: {
            Task { await self.wake(ticket, of: id) }
        }
    }

    private func wake(_ ticket: Int, of id: ID<Job>) { waiting.wake(ticket, of: id) }
}

/// Readers that wait for a job's next event.
private struct Waiters {
    private var continuations: [ID<Job>: [Int: CheckedContinuation<Void, Never>]] = [:]
    private var lastTicket = 0

    mutating func ticket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    mutating func add(_ continuation: CheckedContinuation<Void, Never>, _ ticket: Int, for id: ID<Job>) {
        continuations[id, default: [:]][ticket] = continuation
    }

    mutating func wake(_ id: ID<Job>) {
        for continuation in (continuations.removeValue(forKey: id) ?? [:]).values { continuation.resume() }
    }

    mutating func wake(_ ticket: Int, of id: ID<Job>) {
        continuations[id]?.removeValue(forKey: ticket)?.resume()
        if continuations[id]?.isEmpty == true { continuations[id] = nil }
    }
}
