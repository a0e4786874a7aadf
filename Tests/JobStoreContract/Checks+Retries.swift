import PortraitDomain

extension JobStoreContract {
    static let retryChecks: [JobStoreCheck] = [
        JobStoreCheck("a poison job, which kills every worker, ends dead") { bench in
            let job = try await bench.enqueue()
            for attempt in 1...bench.rules.retry.attempts {
                try require(await bench.lease().job.attempts == attempt, "another attempt than \(attempt)")
                bench.outlastLease()
            }
            try require(await bench.store.lease(to: bench.worker()) == nil, "it is tried once more")
            try require(await bench.job(job.id).state == .dead(.workerLost), "it is not dead")
            try require(await bench.events(of: job.id).last?.content == .dead(.workerLost), "nobody is told")
        },
        JobStoreCheck("a failure that may pass is tried again after a while, and at last the job is dead") { bench in
            let job = try await bench.enqueue()
            for attempt in 1...bench.rules.retry.attempts {
                let leased = try await bench.lease()
                let state = try await bench.store.end(leased.lease, with: .failed(.outOfMemory)).state
                guard attempt < bench.rules.retry.attempts else {
                    try require(state == .dead(.outOfMemory), "it is \(state)")
                    break
                }
                let wait = bench.rules.retry.delay(afterAttempt: attempt, seed: job.id.low)
                try require(state == .queued(from: bench.clock.now + wait), "it is \(state)")
                bench.clock.advance(wait + .milliseconds(-1))
                try require(await bench.store.lease(to: bench.worker()) == nil, "it does not wait")
                bench.clock.advance(.milliseconds(1))
            }
            try require(await bench.store.lease(to: bench.worker()) == nil, "it is tried once more")
        },
        JobStoreCheck("a failure that stays ends the job at once") { bench in
            let job = try await bench.enqueue()
            let state = try await bench.store.end(bench.lease().lease, with: .failed(.noFace)).state
            try require(state == .failed(.noFace), "it is \(state)")
            try require(await bench.events(of: job.id).last?.content == .failed(.noFace), "nobody is told")
            try require(await bench.store.lease(to: bench.worker()) == nil, "it is tried again")
        },
        JobStoreCheck("a job that is given back waits as long as its worker says, and keeps its attempts") { bench in
            let job = try await bench.enqueue()
            for _ in 0..<10 {
                let leased = try await bench.lease()
                try require(leased.job.attempts == 1, "there were \(leased.job.attempts) attempts")
                let released = try await bench.store.end(leased.lease, with: .released(after: .seconds(7)))
                try require(released.state == .queued(from: bench.clock.now + .seconds(7)), "\(released.state)")
                try require(await bench.store.lease(to: bench.worker()) == nil, "it does not wait")
                bench.clock.advance(.seconds(7))
            }
            let tokens = try await bench.lease().lease.token
            try require(tokens > 10, "tokens come back: \(tokens)")
            try require(await bench.job(job.id).attempts == 1, "attempts were spent")
        },
        JobStoreCheck("one job that waits for its next attempt holds up no other") { bench in
            let owner = bench.ids.next(Owner.self)
            try await bench.enqueue(owner: owner)
            bench.clock.advance(.milliseconds(1))
            let second = try await bench.enqueue(owner: owner)
            _ = try await bench.store.end(bench.lease().lease, with: .failed(.outOfMemory))
            try require(await bench.lease().job.id == second.id, "the other waits too")
        },
    ]
}
