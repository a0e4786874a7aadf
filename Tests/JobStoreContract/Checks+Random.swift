import PortraitDomain
import Support

extension JobStoreContract {
    static let randomChecks: [JobStoreCheck] = (1...8).map { seed in
        JobStoreCheck("random operations go as in a simple model, seed \(seed)", rules: .hasty) { bench in
            var random = SeededRandom(seed: UInt64(seed))
            var model = ModelQueue(rules: bench.rules)
            for _ in 0..<400 { try await bench.act(on: &model, with: &random) }
            for (id, expected) in model.jobs { try await bench.compare(id, expected) }
        }
    }
}

extension JobRules {
    /// Limits that random operations meet.
    fileprivate static var hasty: JobRules {
        var rules = JobRules()
        rules.capacity = 12
        rules.eventLimit = 6
        rules.retry.attempts = 2
        rules.leaseTime = .seconds(10)
        return rules
    }
}

extension Bench {
    fileprivate func act(on model: inout ModelQueue, with random: inout SeededRandom) async throws {
        let now = clock.now
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1:
            let new = submission(priority: JobPriority.allCases.randomElement(using: &random) ?? .low)
            let expected = model.enqueue(new.id, at: now)
            try await agree(expected) { try await store.enqueue(new) }
        case 2, 3:
            model.expire(at: now)
            let waiting = model.waiting(at: now)
            let leased = try await store.lease(to: worker())
            try require((leased == nil) == waiting.isEmpty, "\(waiting.count) wait, and \(String(describing: leased))")
            if let leased {
                try require(waiting.contains(leased.job.id), "a job was leased that does not wait")
                model.lease(leased.lease, at: now)
            }
        case 4:
            guard let lease = model.leases.randomElement(using: &random) else { return }
            try await agree(model.renew(lease, at: now)) { try await store.renew(lease) }
        case 5:
            guard let lease = model.leases.randomElement(using: &random) else { return }
            let count = Int.random(in: 0...3, using: &random)
            try await agree(model.append(count, lease, at: now)) {
                try await store.append((0..<count).map(Self.step), under: lease)
            }
        case 6:
            guard let lease = model.leases.randomElement(using: &random) else { return }
            let outcomes: [JobOutcome] = [
                .done, .failed(.noFace), .failed(.outOfMemory), .released(after: .seconds(3)),
            ]
            let outcome = outcomes.randomElement(using: &random) ?? .done
            try await agree(model.end(lease, outcome, at: now)) { try await store.end(lease, with: outcome) }
        case 7:
            guard let id = model.jobs.keys.sorted().randomElement(using: &random) else { return }
            try await agree(model.cancel(id)) { try await store.cancel(id) }
        default:
            clock.advance(.milliseconds(Int.random(in: 0..<12_000, using: &random)))
        }
        if let id = model.jobs.keys.sorted().randomElement(using: &random), let expected = model.jobs[id] {
            try await compare(id, expected)
        }
    }

    /// The store throws what the model does, or neither throws.
    private func agree<Value>(_ expected: JobStoreError?, _ body: () async throws -> Value) async throws {
        if let expected {
            try await requireError(expected, body)
        } else {
            _ = try await body()
        }
    }

    fileprivate func compare(_ id: ID<Job>, _ expected: ModelQueue.Entry) async throws {
        let job = try await job(id)
        try require(job.state.name == expected.state, "\(id) is \(job.state.name), not \(expected.state)")
        try require(job.attempts == expected.attempts, "\(job.attempts) attempts, not \(expected.attempts)")
        let events = try await events(of: id)
        try requireOrder(events)
        try require(events.map(\.code) == expected.events, "\(events.map(\.code)), not \(expected.events)")
    }
}
