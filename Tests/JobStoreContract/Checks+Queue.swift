import PortraitDomain

extension JobStoreContract {
    static let queueChecks: [JobStoreCheck] = [
        JobStoreCheck("a new job waits, with one event") { bench in
            let submission = bench.submission(priority: .high)
            let job = try await bench.store.enqueue(submission)
            try require(job.id == submission.id && job.isSame(as: submission), "the job is another")
            try require(job.state == .queued(from: bench.clock.now), "its state is \(job.state)")
            try require(job.attempts == 0 && job.eventCount == 1 && job.priority == .high, "\(job)")
            try require(await bench.job(job.id) == job, "it is read otherwise")
            try require(await bench.events(of: job.id).map(\.content) == [.queued], "its events are others")
        },
        JobStoreCheck("the same submission again is the same job, waiting, leased and ended") { bench in
            let submission = bench.submission()
            var again = submission
            again.id = bench.ids.next()
            let first = try await bench.store.enqueue(submission)
            try require(await bench.store.enqueue(again) == first, "a waiting job was doubled")
            let leased = try await bench.lease()
            try require(await bench.store.enqueue(again) == leased.job, "a leased job was doubled")
            let done = try await bench.store.end(leased.lease, with: .done)
            try require(await bench.store.enqueue(again) == done, "an ended job was doubled")
            try require(await bench.store.lease(to: bench.worker()) == nil, "there is a second job")
        },
        JobStoreCheck("a key serves one request of one owner") { bench in
            let submission = bench.submission(key: "key")
            let first = try await bench.store.enqueue(submission)
            var other = bench.submission(owner: submission.owner, key: "key", words: "other words")
            try await requireError(.keyInUse) { try await bench.store.enqueue(other) }
            other.owner = bench.ids.next()
            let second = try await bench.store.enqueue(other)
            try require(second.id != first.id, "two owners share a job")
        },
        JobStoreCheck("an identifier that is taken is refused") { bench in
            let first = try await bench.enqueue()
            var second = bench.submission()
            second.id = first.id
            try await requireError(.keyInUse) { [second] in try await bench.store.enqueue(second) }
        },
        JobStoreCheck("one of many equal submissions at once becomes a job") { bench in
            let submission = bench.submission()
            let found = try await withThrowingTaskGroup(of: ID<Job>.self) { group in
                for _ in 0..<50 {
                    var same = submission
                    same.id = bench.ids.next()
                    group.addTask { [same] in try await bench.store.enqueue(same).id }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            try require(found.count == 1, "there are \(found.count) jobs")
            _ = try await bench.lease()
            try require(await bench.store.lease(to: bench.worker()) == nil, "two jobs are waiting")
        },
        JobStoreCheck("a request out of bounds is refused") { bench in
            let submission = bench.submission(count: 65)
            try await requireError(.invalidRequest(submission.request.problems)) {
                try await bench.store.enqueue(submission)
            }
        },
        JobStoreCheck("a full queue refuses until a job has ended", rules: .small) { bench in
            let submission = bench.submission()
            _ = try await bench.store.enqueue(submission)
            for _ in 1..<bench.rules.capacity { try await bench.enqueue() }
            try await requireError(.full) { try await bench.enqueue() }
            // What is in it already is no second job.
            _ = try await bench.store.enqueue(submission)
            let leased = try await bench.lease()
            try await requireError(.full) { try await bench.enqueue() }
            _ = try await bench.store.end(leased.lease, with: .done)
            try await bench.enqueue()
        },
        JobStoreCheck("of unknown jobs nothing is known") { bench in
            let id = bench.ids.next(Job.self)
            let lease = Lease(job: id, worker: bench.worker(), token: 1, expires: bench.clock.now + .seconds(9))
            try await requireError(.unknownJob) { try await bench.store.cancel(id) }
            try await requireError(.unknownJob) { try await bench.store.read(id, after: 0, waits: true) }
            try await requireError(.unknownJob) { try await bench.store.renew(lease) }
            try await requireError(.unknownJob) { try await bench.store.append([Bench.step(1)], under: lease) }
            try await requireError(.unknownJob) { try await bench.store.end(lease, with: .done) }
        },
    ]
}

extension JobRules {
    /// Few jobs and few events.
    static var small: JobRules {
        var rules = JobRules()
        rules.capacity = 3
        rules.eventLimit = 4
        return rules
    }
}
