/// Chooses the next job: the highest priority, among those the owner who was served least, of theirs the oldest.
///
/// An owner's service is measured as in start-time fair queuing (Goyal, Vin and Cheng, 1996). Every lease moves
/// its owner forward by the job's cost, and an owner who asks for nothing moves along with the others: nobody can save
/// up a claim, and five hundred jobs of one owner delay another's first by one job at most.
package struct QueueOrder: Sendable, Equatable {
    private var served: [ID<Owner>: Int] = [:]
    /// The level of the owner who was served last.
    private var level = 0

    package init() {}

    package func next(among jobs: some Sequence<Job>, at now: UnixTime, rules: JobRules) -> Job? {
        jobs.lazy.filter { $0.isWaiting(at: now) }.min { rank(of: $0, at: now, rules) < rank(of: $1, at: now, rules) }
    }

    /// Records that a job was leased.
    package mutating func serve(_ job: Job) {
        level = max(level, start(of: job.owner))
        // Owners at or below the level need no entry, so that idle owners are forgotten.
        served = served.filter { $0.value > level }
        served[job.owner] = level + job.cost
    }

    private func start(of owner: ID<Owner>) -> Int { served[owner] ?? level }

    private func rank(of job: Job, at now: UnixTime, _ rules: JobRules) -> QueueRank {
        QueueRank(rank: -job.rank(at: now, rules), start: start(of: job.owner), created: job.created, id: job.id)
    }
}

private struct QueueRank: Comparable {
    var rank: Int
    var start: Int
    var created: UnixTime
    var id: ID<Job>

    static func < (left: QueueRank, right: QueueRank) -> Bool {
        (left.rank, left.start, left.created, left.id) < (right.rank, right.start, right.created, right.id)
    }
}

extension Job {
    /// Whether a worker may have it now.
    package func isWaiting(at now: UnixTime) -> Bool {
        if case .queued(let from) = state { from <= now } else { false }
    }

    /// Its priority, raised by its waiting time.
    package func rank(at now: UnixTime, _ rules: JobRules) -> Int {
        let step = rules.ageing.wholeMilliseconds
        let gained = step > 0 ? (now - created).wholeMilliseconds / step : 0
        return min(priority.rank + Int(max(gained, 0)), JobPriority.high.rank)
    }
}
