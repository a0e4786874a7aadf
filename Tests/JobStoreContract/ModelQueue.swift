import PortraitDomain

/// A queue as one would explain it, without `Job.apply`: strings for states, lists for events.
struct ModelQueue {
    struct Entry {
        var state = "queued"
        var from: UnixTime
        var attempts = 0
        var token = 0
        var expires: UnixTime?
        var outcome: JobOutcome?
        var events = ["queued"]

        var isLive: Bool { state == "queued" || state == "leased" }
    }

    let rules: JobRules
    private(set) var jobs: [ID<Job>: Entry] = [:]
    /// Every lease that was ever given.
    private(set) var leases: [Lease] = []

    init(rules: JobRules) { self.rules = rules }

    mutating func enqueue(_ id: ID<Job>, at now: UnixTime) -> JobStoreError? {
        guard jobs.values.count(where: \.isLive) < rules.capacity else { return .full }
        jobs[id] = Entry(from: now)
        return nil
    }

    func waiting(at now: UnixTime) -> Set<ID<Job>> {
        Set(jobs.filter { $0.value.state == "queued" && $0.value.from <= now }.keys)
    }

    mutating func expire(at now: UnixTime) {
        for (id, entry) in jobs where entry.state == "leased" && entry.expires.map({ $0 <= now }) == true {
            retry(id, from: now, nil)
        }
    }

    mutating func lease(_ lease: Lease, at now: UnixTime) {
        leases.append(lease)
        let expires = now + rules.leaseTime
        change(lease.job) { entry in
            entry.state = "leased"
            entry.attempts += 1
            entry.token = lease.token
            entry.expires = expires
            entry.events.append("leased")
        }
    }

    mutating func renew(_ lease: Lease, at now: UnixTime) -> JobStoreError? {
        if let error = refusal(lease, at: now) { return error }
        let expires = now + rules.leaseTime
        change(lease.job) { $0.expires = expires }
        return nil
    }

    mutating func append(_ count: Int, _ lease: Lease, at now: UnixTime) -> JobStoreError? {
        if let error = refusal(lease, at: now) { return error }
        let steps = jobs[lease.job]?.events.count { $0 == "step" } ?? 0
        guard steps + count <= rules.eventLimit else { return .tooManyEvents }
        change(lease.job) { $0.events += Array(repeating: "step", count: count) }
        return nil
    }

    mutating func end(_ lease: Lease, _ outcome: JobOutcome, at now: UnixTime) -> JobStoreError? {
        if let entry = jobs[lease.job], !entry.isLive, entry.token == lease.token, entry.outcome == outcome {
            return nil
        }
        if let error = refusal(lease, at: now) { return error }
        switch outcome {
        case .done: finish(lease.job, "done", outcome)
        case .failed(let failure) where failure.isRetryable:
            let attempts = jobs[lease.job]?.attempts ?? 0
            let wait = rules.retry.delay(afterAttempt: attempts, seed: lease.job.low)
            retry(lease.job, from: now + wait, outcome)
        case .failed: finish(lease.job, "failed", outcome)
        case .released(let wait):
            change(lease.job) { entry in
                entry.state = "queued"
                entry.from = now + wait
                entry.attempts -= 1
                entry.events.append("released")
            }
        }
        return nil
    }

    mutating func cancel(_ id: ID<Job>) -> JobStoreError? {
        if jobs[id]?.isLive == true { finish(id, "cancelled", nil) }
        return nil
    }

    private func refusal(_ lease: Lease, at now: UnixTime) -> JobStoreError? {
        guard let entry = jobs[lease.job], entry.token == lease.token else { return .leaseLost }
        if entry.state == "cancelled" { return .cancelled }
        guard entry.state == "leased", let expires = entry.expires, now < expires else { return .leaseLost }
        return nil
    }

    /// - Parameter outcome: what the worker said; nil where it was lost.
    private mutating func retry(_ id: ID<Job>, from time: UnixTime, _ outcome: JobOutcome?) {
        if jobs[id]?.attempts == rules.retry.attempts { return finish(id, "dead", outcome) }
        change(id) { entry in
            entry.state = "queued"
            entry.from = time
            entry.events.append("retried")
        }
    }

    private mutating func finish(_ id: ID<Job>, _ state: String, _ outcome: JobOutcome?) {
        change(id) { entry in
            entry.state = state
            entry.outcome = outcome
            entry.events.append(state)
        }
    }

    private mutating func change(_ id: ID<Job>, _ change: (inout Entry) -> Void) {
        guard var entry = jobs[id] else { return }
        change(&entry)
        jobs[id] = entry
    }
}
