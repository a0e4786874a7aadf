import PortraitDomain
import Support

/// A store under check with all that a check needs.
struct Bench: Sendable {
    let store: any JobStore
    let clock: ManualClock
    let rules: JobRules
    let ids: IDSource

    init(store: any JobStore, clock: ManualClock, rules: JobRules) {
        self.store = store
        self.clock = clock
        self.rules = rules
        ids = IDSource(clock: clock.clock, random: SeededRandom(seed: 1))
    }

    /// A submission unlike all others, but for what is given.
    func submission(
        owner: ID<Owner>? = nil, key: String? = nil, words: String = "quiet joy", count: Int = 1,
        priority: JobPriority = .normal
    ) -> JobSubmission {
        let id = ids.next(Job.self)
        var wishes = PortraitRequest(photographs: [], prompt: .words(words))
        wishes.count = count
        return JobSubmission(
            id: id, owner: owner ?? ids.next(), key: IdempotencyKey(key ?? id.description) ?? .fallback,
            request: StoredRequest(photographs: [.file(path: "ann.jpg")], wishes: wishes), priority: priority)
    }

    @discardableResult
    func enqueue(
        owner: ID<Owner>? = nil, count: Int = 1, priority: JobPriority = .normal
    ) async throws -> Job {
        try await store.enqueue(submission(owner: owner, count: count, priority: priority))
    }

    func worker() -> ID<Worker> { ids.next() }

    /// Leases a job that must be there.
    func lease(
        to worker: ID<Worker>? = nil, file: StaticString = #fileID, line: UInt = #line
    ) async throws -> LeasedJob {
        try requireValue(
            await store.lease(to: worker ?? self.worker()), "no job was leased", file: file, line: line)
    }

    func job(_ id: ID<Job>) async throws -> Job { try await store.read(id, after: .max, waits: false).job }

    /// Every event until now, in order and without gaps; a store that repeats events would never come to an end.
    func events(of id: ID<Job>) async throws -> [JobEvent] {
        var events: [JobEvent] = []
        while true {
            let reading = try await store.read(id, after: events.last?.number ?? 0, waits: false)
            events += reading.events
            try requireOrder(events)
            if reading.events.isEmpty { return events }
        }
    }

    /// Lets the newest leases run out.
    func outlastLease() { clock.advance(rules.leaseTime) }

    static func step(_ number: Int) -> JobProgress {
        .step(StageProgress(stage: .base, step: number, stepCount: 1_000_000))
    }

    /// Numbers from 1 without a gap, time never going back, and only the last an end.
    func requireOrder(_ events: [JobEvent], file: StaticString = #fileID, line: UInt = #line) throws {
        try require(
            events.map(\.number) == Array(1..<events.count + 1), "numbers are \(events.map(\.number))", file: file,
            line: line)
        try require(
            zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time }, "time goes back", file: file, line: line)
        try require(
            events.dropLast().allSatisfy { !["done", "failed", "dead", "cancelled"].contains($0.code) },
            "something follows the end: \(events.map(\.code))", file: file, line: line)
    }
}

extension IdempotencyKey {
    /// Never used: identifiers are keys.
    fileprivate static let fallback: IdempotencyKey = {
        guard let key = IdempotencyKey("key") else { preconditionFailure("a plain key is refused") }
        return key
    }()
}

extension JobFailure {
    static let outOfMemory = JobFailure(.engine("out of memory"))
    static let noFace = JobFailure(.photographUnfit(name: "ann.jpg", .noFace))
}
