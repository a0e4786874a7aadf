/// A job before it is in a queue.
package struct JobSubmission: Sendable, Equatable {
    /// Chosen by the client, so that stores need no random numbers.
    package var id: ID<Job>
    package var owner: ID<Owner>
    /// The same for every try to send the same job: see `JobStore.enqueue`.
    package var key: IdempotencyKey
    package var request: StoredRequest
    package var priority: JobPriority

    package init(
        id: ID<Job>, owner: ID<Owner>, key: IdempotencyKey, request: StoredRequest, priority: JobPriority = .normal
    ) {
        self.id = id
        self.owner = owner
        self.key = key
        self.request = request
        self.priority = priority
    }
}

/// Set by the service, never by the person.
package enum JobPriority: String, Sendable, Codable, CaseIterable, Comparable {
    case low, normal, high

    /// 0, 1, 2: for columns and sums.
    package var rank: Int {
        switch self {
        case .low: 0
        case .normal: 1
        case .high: 2
        }
    }

    package static func < (left: JobPriority, right: JobPriority) -> Bool { left.rank < right.rank }
}

/// A client's text for one job, sent again when it is not sure whether the job arrived.
package struct IdempotencyKey: Sendable, Hashable {
    package let text: String

    /// nil for anything but 1 to 128 printable ASCII characters without blanks.
    package init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
    }
}

extension IdempotencyKey: CodableAsText {
    static var kind: String { "an idempotency key" }
    package var description: String { text }
}
