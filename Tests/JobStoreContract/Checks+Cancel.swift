import PortraitDomain

extension JobStoreContract {
    static let cancelChecks: [JobStoreCheck] = [
        JobStoreCheck("a waiting job is cancelled and never leased") { bench in
            let job = try await bench.enqueue()
            try require(await bench.store.cancel(job.id).state == .cancelled, "it is not cancelled")
            try require(await bench.store.lease(to: bench.worker()) == nil, "it was leased")
            try require(await bench.events(of: job.id).map(\.code) == ["queued", "cancelled"], "its events are others")
        },
        JobStoreCheck("a leased job is cancelled, and its worker sees it at its next write") { bench in
            let job = try await bench.enqueue()
            let lease = try await bench.lease().lease
            try require(await bench.store.cancel(job.id).state == .cancelled, "it is not cancelled")
            try await bench.requireRefused(lease, .cancelled)
            try await requireError(.cancelled) { try await bench.store.end(lease, with: .done) }
            bench.outlastLease()
            try require(await bench.store.lease(to: bench.worker()) == nil, "it was leased again")
            try require(await bench.job(job.id).state == .cancelled, "it came back")
        },
        JobStoreCheck("a job that waits for its next attempt is cancelled") { bench in
            let job = try await bench.enqueue()
            _ = try await bench.store.end(bench.lease().lease, with: .failed(.outOfMemory))
            try require(await bench.store.cancel(job.id).state == .cancelled, "it is not cancelled")
            bench.clock.advance(.seconds(10_000))
            try require(await bench.store.lease(to: bench.worker()) == nil, "it was leased again")
        },
        JobStoreCheck("a worker that lost its lease is told so, although the job was cancelled later") { bench in
            let job = try await bench.enqueue()
            let old = try await bench.lease().lease
            bench.outlastLease()
            let new = try await bench.lease().lease
            _ = try await bench.store.cancel(job.id)
            try await bench.requireRefused(old, .leaseLost)
            try await bench.requireRefused(new, .cancelled)
        },
        JobStoreCheck("an ended job is not cancelled any more") { bench in
            let outcomes: [(JobOutcome, JobState)] = [(.done, .done), (.failed(.noFace), .failed(.noFace))]
            for (outcome, state) in outcomes {
                let job = try await bench.enqueue()
                let ended = try await bench.store.end(bench.lease().lease, with: outcome)
                try require(await bench.store.cancel(job.id) == ended, "an ended job changed")
                try require(ended.state == state, "it is \(ended.state)")
            }
            let twice = try await bench.enqueue()
            let cancelled = try await bench.store.cancel(twice.id)
            try require(await bench.store.cancel(twice.id) == cancelled, "a cancelled job changed")
            let poison = try await bench.enqueue()
            for _ in 0..<bench.rules.retry.attempts {
                _ = try await bench.lease()
                bench.outlastLease()
            }
            _ = try await bench.store.lease(to: bench.worker())
            try require(await bench.store.cancel(poison.id).state == .dead(.workerLost), "a dead job changed")
        },
    ]
}
