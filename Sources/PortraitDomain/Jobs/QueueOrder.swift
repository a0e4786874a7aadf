/// Which job is next: the highest priority, in it the owner who was served least, of theirs the oldest.
///
/// What an owner was served is measured as in start-time fair queuing (Goyal, Vin and Cheng, 1996). Every lease moves
/// its owner forward by the job's cost, and an owner who asks for nothing moves along with the others: nobody can save
/// up a claim, and five hundred jobs of one owner delay another's first by one job at most.
package struct QueueOrder: Sendable, Equatable {
    private var served: [ID<Owner>: Int] = [:]
    /// Where the owner stood who was served last.
    private var level = 0

    package init() {}

    package func next(among jobs: some Sequence<Job>, at now: UnixTime, rules: JobRules) -> Job? {
        jobs.lazy.filter { $0.isWaiting(at: now) }.min { place(of: $0, at: now, rules) < place(of: $1, at: now, rules) }
    }

    /// Takes note that a job was leased.
    package mutating func serve(_ job: Job) {
        level = max(level, start(of: job.owner))
        // Whoever is not ahead of the level stands there: no note is needed, and idle owners are forgotten.
        served = served.filter { $0.value > level }
        served[job.owner] = level + job.cost
    }

    private func start(of owner: ID<Owner>) -> Int { served[owner] ?? level }

    private func place(of job: Job, at now: UnixTime, _ rules: JobRules) -> QueuePlace {
        QueuePlace(rank: -job.rank(at: now, rules), start: start(of: job.owner), created: job.created, id: job.id)
    }
}

private struct QueuePlace: Comparable {
    var rank: Int
    var start: Int
    var created: UnixTime
    var id: ID<Job>

    static func < (left: QueuePlace, right: QueuePlace) -> Bool {
        (left.rank, left.start, left.created, left.id) < (right.rank, right.start, right.created, right.id)
    }
}

extension Job {
    /// Whether a worker may have it now.
    package func isWaiting(at now: UnixTime) -> Bool {
        if case .queued(let from) = state { from <= now } else { false }
    }

    /// Its priority with what waiting adds.
    package func rank(at now: UnixTime, _ rules: JobRules) -> Int {
        let step = rules.ageing.wholeMilliseconds
        let gained = step > 0 ? (now - created).wholeMilliseconds / step : 0
        return min(priority.rank + Int(max(gained, 0)), JobPriority.high.rank)
    }
}
