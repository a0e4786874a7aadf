/// The state of a job. `Job.apply` has the rules of its transitions:
///
///     queued ⇄ leased → done, failed, dead
///     queued, leased → cancelled
package enum JobState: Sendable, Equatable {
    /// Waits for a worker, and for the given time where it was tried before.
    case queued(from: UnixTime)
    case leased(Lease)
    case done
    /// Another attempt would fail too.
    case failed(JobFailure)
    /// Every attempt that it had failed; the last failure.
    case dead(JobFailure)
    case cancelled

    /// Whether the job has ended.
    package var isEnded: Bool {
        switch self {
        case .queued, .leased: false
        case .done, .failed, .dead, .cancelled: true
        }
    }

    /// Its name in the stored form, in columns and statistics.
    package var name: String {
        switch self {
        case .queued: "queued"
        case .leased: "leased"
        case .done: "done"
        case .failed: "failed"
        case .dead: "dead"
        case .cancelled: "cancelled"
        }
    }
}

// `{"name": "leased", "lease": {…}}`.
extension JobState: Codable {
    private enum Key: String, CodingKey {
        case name, from, lease, failure
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .name) {
        case "queued": self = .queued(from: try values.decode(UnixTime.self, forKey: .from))
        case "leased": self = .leased(try values.decode(Lease.self, forKey: .lease))
        case "done": self = .done
        case "failed": self = .failed(try values.decode(JobFailure.self, forKey: .failure))
        case "dead": self = .dead(try values.decode(JobFailure.self, forKey: .failure))
        case "cancelled": self = .cancelled
        default: throw DecodingError.dataCorruptedError(forKey: .name, in: values, debugDescription: "not a state")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        switch self {
        case .queued(let time): try values.encode(time, forKey: .from)
        case .leased(let lease): try values.encode(lease, forKey: .lease)
        case .failed(let failure), .dead(let failure): try values.encode(failure, forKey: .failure)
        case .done, .cancelled: break
        }
    }
}
