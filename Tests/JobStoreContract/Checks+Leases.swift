import PortraitDomain

extension JobStoreContract {
    static let leaseChecks: [JobStoreCheck] = [
        JobStoreCheck("a leased job is its worker's alone") { bench in
            let job = try await bench.enqueue(), worker = bench.worker()
            let leased = try await bench.lease(to: worker)
            try require(leased.job.id == job.id && leased.lease.worker == worker, "\(leased)")
            try require(leased.job.state == .leased(leased.lease), "its state is \(leased.job.state)")
            try require(leased.lease.expires == bench.clock.now + bench.rules.leaseTime, "it ends at another time")
            try require(leased.job.attempts == 1 && leased.lease.token > 0, "\(leased)")
            bench.clock.advance(bench.rules.leaseTime + .milliseconds(-1))
            try require(await bench.store.lease(to: bench.worker()) == nil, "it was leased twice")
        },
        JobStoreCheck("a heartbeat keeps the lease as long as it comes") { bench in
            try await bench.enqueue()
            var lease = try await bench.lease().lease
            for _ in 0..<20 {
                bench.clock.advance(bench.rules.leaseTime / 3)
                lease = try await bench.store.renew(lease)
                try require(lease.expires == bench.clock.now + bench.rules.leaseTime, "it ends at another time")
                try require(await bench.store.lease(to: bench.worker()) == nil, "it was leased twice")
            }
            try require(await bench.store.end(lease, with: .done).state == .done, "it is not done")
        },
        JobStoreCheck("a crashed worker's job goes to another, with a greater token") { bench in
            let job = try await bench.enqueue()
            let first = try await bench.lease()
            bench.outlastLease()
            let second = try await bench.lease()
            try require(second.job.id == job.id && second.lease.token > first.lease.token, "\(second)")
            try require(second.job.attempts == 2, "there were \(second.job.attempts) attempts")
            let codes = try await bench.events(of: job.id).map(\.code)
            try require(codes == ["queued", "leased", "retried", "leased"], "its events are \(codes)")
        },
        JobStoreCheck("whatever a worker writes after its lease is refused") { bench in
            let job = try await bench.enqueue()
            let old = try await bench.lease().lease
            bench.outlastLease()
            // Nobody has taken the job yet, and still it is not the old worker's.
            try await bench.requireRefused(old, .leaseLost)
            let new = try await bench.lease().lease
            try await bench.requireRefused(old, .leaseLost)
            try await bench.store.append([Bench.step(1)], under: new)
            _ = try await bench.store.end(new, with: .done)
            try await bench.requireRefused(old, .leaseLost)
            let codes = try await bench.events(of: job.id).map(\.code)
            try require(codes == ["queued", "leased", "retried", "leased", "step", "done"], "its events are \(codes)")
        },
        JobStoreCheck("a lease of another worker or token is refused") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            let foreign = Lease(job: job.id, worker: bench.worker(), token: lease.token, expires: lease.expires)
            try await bench.requireRefused(foreign, .leaseLost)
            for token in [lease.token - 1, lease.token + 1, .max, .min] {
                let wrong = Lease(job: job.id, worker: lease.worker, token: token, expires: lease.expires)
                try await bench.requireRefused(wrong, .leaseLost)
            }
            _ = try await bench.store.renew(lease)
        },
        JobStoreCheck("a worker that says twice that it is done is believed twice, and heard once") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            let first = try await bench.store.end(lease, with: .done)
            try require(await bench.store.end(lease, with: .done) == first, "the job changed")
            try await requireError(.leaseLost) { try await bench.store.end(lease, with: .failed(.noFace)) }
            try require(await bench.events(of: job.id).count == 3, "there is a second end")
        },
    ]
}

extension Bench {
    /// Nothing can be written with the lease, and nothing of the job changes.
    func requireRefused(
        _ lease: Lease, _ error: JobStoreError, file: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let before = try await job(lease.job)
        try await requireError(error, file: file, line: line) { try await store.renew(lease) }
        try await requireError(error, file: file, line: line) { try await store.append([Self.step(1)], under: lease) }
        for outcome in [JobOutcome.failed(.outOfMemory), .released(after: .zero)] {
            try await requireError(error, file: file, line: line) { try await store.end(lease, with: outcome) }
        }
        try require(await job(lease.job) == before, "the job changed", file: file, line: line)
    }
}
