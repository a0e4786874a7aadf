import PortraitDomain
import Support
import Synchronization

extension JobStoreContract {
    static let crowdChecks: [JobStoreCheck] = [
        JobStoreCheck("of a hundred workers, many of which crash, no two hold one job at a time") { bench in
            var jobs: [ID<Job>] = []
            for number in 0..<200 {
                jobs.append(try await bench.enqueue(priority: JobPriority.allCases[number % 3]).id)
            }
            let ledger = Ledger()
            // After every round the crashed workers' leases run out, so that three rounds see every job's last attempt.
            for round in 0..<50 where try await bench.hasLive(jobs) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<100 {
                        group.addTask { try await bench.work(seed: UInt64(round * 100 + number), ledger) }
                    }
                    try await group.waitForAll()
                }
                bench.outlastLease()
            }
            for id in jobs {
                let job = try await bench.job(id)
                try require(job.state.isEnded, "\(job.state)")
                try require(job.attempts <= bench.rules.retry.attempts, "there were \(job.attempts) attempts")
                try bench.requireOrder(try await bench.events(of: id))
            }
            try ledger.requireOrder(done: try await bench.doneJobs(jobs))
        }
    ]
}

/// What workers held, kept apart from the store and looked at when all is over: a worker may be told of its lease long
/// after the store gave it.
private final class Ledger: Sendable {
    private struct Entry {
        var given: UnixTime
        /// When another worker could have the job at the earliest.
        var ends: UnixTime
        var isDone = false
    }

    private let entries = Mutex<[ID<Job>: [Int: Entry]]>([:])

    func take(_ lease: Lease, leaseTime: Duration) throws {
        let given = UnixTime(milliseconds: lease.expires.milliseconds - leaseTime.wholeMilliseconds)
        let isNew = entries.withLock {
            $0[lease.job, default: [:]].updateValue(Entry(given: given, ends: lease.expires), forKey: lease.token)
                == nil
        }
        try require(isNew, "a token came twice: \(lease)")
    }

    func renew(_ lease: Lease) {
        entries.withLock { $0[lease.job]?[lease.token]?.ends = lease.expires }
    }

    /// The worker is about to give the job back.
    func give(_ lease: Lease, at now: UnixTime) {
        entries.withLock { entries in
            let ends = entries[lease.job]?[lease.token]?.ends ?? now
            entries[lease.job]?[lease.token]?.ends = min(ends, now)
        }
    }

    func finish(_ lease: Lease) {
        entries.withLock { $0[lease.job]?[lease.token]?.isDone = true }
    }

    /// No lease began before the one before it was over, and what a worker finished was its job's last.
    func requireOrder(done: Set<ID<Job>>) throws {
        let entries = entries.withLock { $0 }
        for (job, leases) in entries {
            let leases = leases.sorted { $0.key < $1.key }.map(\.value)
            for (first, second) in zip(leases, leases.dropFirst()) {
                try require(first.ends <= second.given, "\(job) had two workers at a time: \(first), \(second)")
                try require(!first.isDone, "\(job) was finished and leased again")
            }
            try require(leases.last?.isDone == done.contains(job), "\(job) is done for its worker or the store alone")
        }
    }
}

extension Bench {
    fileprivate func hasLive(_ ids: [ID<Job>]) async throws -> Bool {
        for id in ids where try await !job(id).state.isEnded { return true }
        return false
    }

    fileprivate func doneJobs(_ ids: [ID<Job>]) async throws -> Set<ID<Job>> {
        var done: Set<ID<Job>> = []
        for id in ids where try await job(id).state == .done { done.insert(id) }
        return done
    }

    /// A worker that takes some jobs and does with each what chance says; other workers' time passes as well.
    fileprivate func work(seed: UInt64, _ ledger: Ledger) async throws {
        var random = SeededRandom(seed: seed)
        let worker = worker()
        for _ in 0..<5 {
            guard let leased = try await store.lease(to: worker) else { return }
            var lease = leased.lease
            try ledger.take(lease, leaseTime: rules.leaseTime)
            do {
                for step in 0..<Int.random(in: 0..<3, using: &random) {
                    try await store.append([Self.step(step)], under: lease)
                    clock.advance(.milliseconds(Int.random(in: 0..<2000, using: &random)))
                    lease = try await store.renew(lease)
                    ledger.renew(lease)
                }
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<5:
                    ledger.give(lease, at: clock.now)
                    _ = try await store.end(lease, with: .done)
                    ledger.finish(lease)
                case 5:
                    ledger.give(lease, at: clock.now)
                    _ = try await store.end(lease, with: .failed(.outOfMemory))
                case 6:
                    ledger.give(lease, at: clock.now)
                    _ = try await store.end(lease, with: .released(after: .seconds(1)))
                case 7: _ = try await store.cancel(lease.job)
                default: return  // It crashes.
                }
            } catch JobStoreError.leaseLost, JobStoreError.cancelled {
                continue
            }
        }
    }
}
