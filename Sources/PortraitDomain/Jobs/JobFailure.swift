/// Why a job, or one attempt at it, ended without its pictures.
package struct JobFailure: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case portrait(PortraitError)
        /// Its worker did not renew the lease in time.
        case workerLost
    }

    package var reason: Reason
    /// Whether another attempt may succeed.
    package var isRetryable: Bool

    package init(_ reason: Reason, isRetryable: Bool) {
        self.reason = reason
        self.isRetryable = isRetryable
    }

    /// Errors of the request repeat; an engine may have been out of memory.
    package init(_ error: PortraitError) {
        let isRetryable =
            switch error {
            case .engine, .cancelled: true
            case .invalidRequest, .notFound, .photographRefused, .photographUnfit, .badData: false
            }
        self.init(.portrait(error), isRetryable: isRetryable)
    }

    package static let workerLost = JobFailure(.workerLost, isRetryable: true)

    /// A stable name for logs, statistics and other programs.
    package var code: String {
        switch reason {
        case .portrait(let error): error.code
        case .workerLost: Self.workerLostCode
        }
    }

    private static let workerLostCode = "worker-lost"
}

// A `PortraitError`'s object with `isRetryable` in it, or `{"code": "worker-lost", "isRetryable": true}`.
extension JobFailure: Codable {
    private enum Key: String, CodingKey {
        case code, isRetryable
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let isRetryable = try values.decode(Bool.self, forKey: .isRetryable)
        if try values.decode(String.self, forKey: .code) == Self.workerLostCode {
            self.init(.workerLost, isRetryable: isRetryable)
        } else {
            self.init(.portrait(try PortraitError(from: decoder)), isRetryable: isRetryable)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if case .portrait(let error) = reason { try error.encode(to: encoder) }
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .code)
        try values.encode(isRetryable, forKey: .isRetryable)
    }
}
