/// Something that happened to a job. Events are numbered from 1 without gaps, so that whoever has seen up to number N
/// can ask for the rest and misses nothing.
package struct JobEvent: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case queued
        /// A worker begins, for the attempt with this number, from 1. Progress before it no longer counts.
        case leased(ID<Worker>, attempt: Int)
        /// The attempt failed; another one follows from the given time on.
        case retried(JobFailure, from: UnixTime)
        /// The worker gave it back unharmed; the attempt does not count.
        case released(from: UnixTime)
        case progress(JobProgress)
        case done
        case failed(JobFailure)
        case dead(JobFailure)
        case cancelled
    }

    package let number: Int
    package let time: UnixTime
    package let content: Content

    package init(number: Int, time: UnixTime, content: Content) {
        self.number = number
        self.time = time
        self.content = content
    }

    /// Its name in the stored form.
    package var code: String {
        switch content {
        case .queued: "queued"
        case .leased: "leased"
        case .retried: "retried"
        case .released: "released"
        case .progress(let progress): progress.code
        case .done: "done"
        case .failed: "failed"
        case .dead: "dead"
        case .cancelled: "cancelled"
        }
    }
}

// `{"number": 7, "time": 1700000000000, "event": "retried", "failure": {…}, "from": 1700000005000}`.
extension JobEvent: Codable {
    private enum Key: String, CodingKey {
        case number, time, event, worker, attempt, failure, from
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        number = try values.decode(Int.self, forKey: .number)
        time = try values.decode(UnixTime.self, forKey: .time)
        func failure() throws -> JobFailure { try values.decode(JobFailure.self, forKey: .failure) }
        func from() throws -> UnixTime { try values.decode(UnixTime.self, forKey: .from) }
        content =
            switch try values.decode(String.self, forKey: .event) {
            case "queued": .queued
            case "leased":
                .leased(
                    try values.decode(ID<Worker>.self, forKey: .worker),
                    attempt: try values.decode(Int.self, forKey: .attempt))
            case "retried": .retried(try failure(), from: try from())
            case "released": .released(from: try from())
            case "done": .done
            case "failed": .failed(try failure())
            case "dead": .dead(try failure())
            case "cancelled": .cancelled
            default: .progress(try JobProgress(from: decoder))
            }
        guard number > 0 else {
            throw DecodingError.dataCorruptedError(forKey: .number, in: values, debugDescription: "out of range")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if case .progress(let progress) = content { try progress.encode(to: encoder) }
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(number, forKey: .number)
        try values.encode(time, forKey: .time)
        try values.encode(code, forKey: .event)
        switch content {
        case .leased(let worker, let attempt):
            try values.encode(worker, forKey: .worker)
            try values.encode(attempt, forKey: .attempt)
        case .retried(let failure, let from):
            try values.encode(failure, forKey: .failure)
            try values.encode(from, forKey: .from)
        case .released(let from): try values.encode(from, forKey: .from)
        case .failed(let failure), .dead(let failure): try values.encode(failure, forKey: .failure)
        case .queued, .progress, .done, .cancelled: break
        }
    }
}
