import JobStoreContract
import Testing

@testable import PortraitDomain

@Suite("Jobs in memory")
struct JobStoreTests {
    @Test("the store's contract", .timeLimit(.minutes(20)), arguments: JobStoreContract.checks)
    func contract(check: JobStoreCheck) async throws {
        try await check.run { clock, rules in MemoryJobStore(clock: clock, rules: rules) }
    }

    @Test("only so many ended jobs are kept, with their keys")
    func endedJobs() async throws {
        let store = MemoryJobStore(clock: ManualClock().clock, endedLimit: 2)
        var jobs: [Job] = []
        for _ in 0..<3 {
            let job = try await store.enqueue(.made())
            jobs.append(try await store.cancel(job.id))
        }
        await #expect(throws: JobStoreError.unknownJob) { try await store.read(jobs[0].id, after: 0, waits: true) }
        for job in jobs.dropFirst() {
            #expect(try await store.read(job.id, after: 0, waits: true).job == job)
        }
    }
}

@Suite("Job rules")
struct JobRuleTests {
    @Test("waits double up to the longest, between half and all of it, and are the seed's")
    func delays() {
        var rule = RetryRule()
        rule.first = .seconds(4)
        rule.longest = .seconds(60)
        for (attempt, most) in [(1, 4), (2, 8), (3, 16), (4, 32), (5, 60), (6, 60), (.max, 60), (0, 4), (.min, 4)] {
            for seed in [0, 1, 77, UInt64.max] {
                let delay = rule.delay(afterAttempt: attempt, seed: seed)
                #expect(delay >= .seconds(most) / 2 && delay <= .seconds(most), "attempt \(attempt)")
                #expect(delay == rule.delay(afterAttempt: attempt, seed: seed))
            }
        }
        #expect(Set((0..<50).map { rule.delay(afterAttempt: 5, seed: $0) }).count > 40)
        rule.longest = .seconds(Int64.max)
        #expect(rule.delay(afterAttempt: .max, seed: 1) > .zero)
    }

    @Test("every change in every state: what is not allowed throws and changes nothing")
    func changes() throws {
        let now = UnixTime(milliseconds: 1000), rules = JobRules(), worker = ID<Worker>.made(9)
        let new = Job.queued(.made(), at: now).job
        var leased = new
        _ = try leased.apply(.leased(by: worker), at: now, rules: rules)
        guard case .leased(let lease) = leased.state else { throw JobStoreError.leaseLost }
        func ended(_ change: JobChange) throws -> Job {
            var job = leased
            _ = try job.apply(change, at: now, rules: rules)
            return job
        }
        let failure = JobFailure(.notFound("ann.jpg"))
        let jobs = [
            new, leased, try ended(.ended(lease, .done)), try ended(.ended(lease, .failed(failure))),
            try ended(.cancelled),
        ]
        let changes: [JobChange] = [
            .leased(by: worker), .renewed(lease), .progressed([], lease), .ended(lease, .done), .expired, .cancelled,
        ]
        // A row for each state, in the order of the changes.
        let expected =
            [
                [nil, .leaseLost, .leaseLost, .leaseLost, .notWaiting, nil],
                [.notWaiting, nil, nil, nil, .notWaiting, nil],
                [.notWaiting, .leaseLost, .leaseLost, nil, .notWaiting, nil],
                [.notWaiting, .leaseLost, .leaseLost, .leaseLost, .notWaiting, nil],
                [.notWaiting, .cancelled, .cancelled, .cancelled, .notWaiting, nil],
            ] as [[JobStoreError?]]
        for (job, errors) in zip(jobs, expected) {
            for (change, error) in zip(changes, errors) {
                var changed = job
                var thrown: JobStoreError?
                do throws(JobStoreError) { _ = try changed.apply(change, at: now, rules: rules) } catch {
                    thrown = error
                }
                #expect(thrown == error, "\(change) of a job that is \(job.state.name)")
                if thrown != nil { #expect(changed == job) }
            }
        }
    }
}
