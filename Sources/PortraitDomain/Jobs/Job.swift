/// A request in a queue.
package struct Job: Sendable, Equatable {
    package let id: ID<Job>
    package let owner: ID<Owner>
    package let key: IdempotencyKey
    package let request: StoredRequest
    package let priority: JobPriority
    package let created: UnixTime
    package internal(set) var updated: UnixTime
    /// Attempts begun, without those that a worker gave back.
    package internal(set) var attempts = 0
    /// The newest lease's; it never decreases.
    package internal(set) var token = 0
    /// The newest event's number.
    package internal(set) var eventCount = 0
    /// Of these, how many are progress.
    package internal(set) var progressCount = 0
    package internal(set) var state: JobState

    /// A new job with its first event.
    package static func queued(_ submission: JobSubmission, at now: UnixTime) -> (job: Job, event: JobEvent) {
        var job = Job(submission, at: now)
        let event = job.record(.queued, at: now)
        return (job, event)
    }

    private init(_ submission: JobSubmission, at now: UnixTime) {
        id = submission.id
        owner = submission.owner
        key = submission.key
        request = submission.request
        priority = submission.priority
        created = now
        updated = now
        state = .queued(from: now)
    }

    /// Its cost to its owner's share: the number of its pictures.
    package var cost: Int { max(request.wishes.count, 1) }

    /// Whether a submission with the same key asks for the same.
    package func isSame(as submission: JobSubmission) -> Bool {
        owner == submission.owner && key == submission.key && request == submission.request
    }

    /// Appends an event with the next number.
    mutating func record(_ content: JobEvent.Content, at now: UnixTime) -> JobEvent {
        eventCount += 1
        updated = max(updated, now)
        return JobEvent(number: eventCount, time: now, content: content)
    }
}

extension Job: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, owner, key, request, priority, created, updated, attempts, token, eventCount, progressCount, state
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(ID<Job>.self, forKey: .id)
        owner = try values.decode(ID<Owner>.self, forKey: .owner)
        key = try values.decode(IdempotencyKey.self, forKey: .key)
        request = try values.decode(StoredRequest.self, forKey: .request)
        priority = try values.decode(JobPriority.self, forKey: .priority)
        created = try values.decode(UnixTime.self, forKey: .created)
        updated = try values.decode(UnixTime.self, forKey: .updated)
        attempts = try values.decode(Int.self, forKey: .attempts)
        token = try values.decode(Int.self, forKey: .token)
        eventCount = try values.decode(Int.self, forKey: .eventCount)
        progressCount = try values.decode(Int.self, forKey: .progressCount)
        state = try values.decode(JobState.self, forKey: .state)
        // Bounded, since adding to a larger number would trap.
        let counts = 0...1 << 40
        guard [attempts, token, eventCount, progressCount].allSatisfy(counts.contains) else {
            throw DecodingError.dataCorruptedError(forKey: .token, in: values, debugDescription: "out of range")
        }
        if case .leased(let lease) = state, lease.job != id || lease.token != token {
            throw DecodingError.dataCorruptedError(forKey: .state, in: values, debugDescription: "a foreign lease")
        }
    }
}
