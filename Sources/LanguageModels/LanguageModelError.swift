import Support

/// Why there is no answer. Errors that a client throws contain no key, and texts from a server are cut short.
package enum LanguageModelError: Error, Sendable, Equatable {
    package enum Phase: String, Sendable { case queue, connect, firstByte, idle, total }

    case unreachable(String)
    case timedOut(Phase)
    /// Too many requests or too much load: 429, 503, 529.
    case overloaded(status: Int, retryAfter: Duration?)
    case serverFailed(status: Int, message: String)
    /// The request is wrong for this server, or the key is: 4xx.
    case rejected(status: Int, message: String)
    case redirected(status: Int)
    case tooLarge(limit: Int)
    /// Not JSON, or not the JSON that the interface promises.
    case badResponse(String)
    /// The connection ended in the middle of the answer.
    case cutOff
    /// The model declines to answer.
    case refused(String)
    case badConfiguration(String)
    case cancelled
}

extension LanguageModelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let reason): "The language model cannot be reached: \(reason). Check its address."
        case .timedOut(let phase): "The language model took too long (\(phase.words)). Raise the time-out or try later."
        case .overloaded(let status, _): "The language model is overloaded (status \(status)). Try later."
        case .serverFailed(let status, let message): "The language model failed (status \(status)): \(message)"
        case .rejected(let status, let message):
            switch status {
            case 401, 403: "The language model refused the key (status \(status)). Check the configured key."
            case 404: "The language model's server does not know the address or the model: \(message)"
            default: "The language model refused the request (status \(status)): \(message)"
            }
        case .redirected(let status):
            "The language model's server answered with a redirect (status \(status)), which is not followed because "
                + "the key would go with it. Configure the final address."
        case .tooLarge(let limit): "The language model's answer is larger than \(limit) bytes."
        case .badResponse(let reason): "The language model's answer cannot be read: \(reason)"
        case .cutOff: "The connection to the language model ended in the middle of the answer."
        case .refused(let reason): "The language model declined to answer: \(reason)"
        case .badConfiguration(let reason): "The language model is not configured properly: \(reason)"
        case .cancelled: "stopped"
        }
    }

    /// A word from a small set, for logs.
    package var label: String {
        switch self {
        case .unreachable: "unreachable"
        case .timedOut: "timeout"
        case .overloaded: "overloaded"
        case .serverFailed: "server"
        case .rejected: "rejected"
        case .redirected: "redirect"
        case .tooLarge: "too_large"
        case .badResponse: "bad_response"
        case .cutOff: "cut_off"
        case .refused: "refused"
        case .badConfiguration: "configuration"
        case .cancelled: "cancelled"
        }
    }
}

extension LanguageModelError: DiscreetError {
    /// Without the server's words, which often quote the request.
    package var logReason: String {
        switch self {
        case .serverFailed(let status, _), .rejected(let status, _): "language model: \(label), status \(status)"
        case .refused, .badResponse: "language model: \(label)"
        default: description
        }
    }
}

extension LanguageModelError.Phase {
    package var words: String {
        switch self {
        case .queue: "other requests had not ended in time"
        case .connect: "no connection in time"
        case .firstByte: "no first byte in time"
        case .idle: "nothing came for too long"
        case .total: "the whole answer was not there in time"
        }
    }
}

extension LanguageModelError {
    /// The error with the key removed from the server's text, and the text then cut for a log. In this order, because a
    /// key that was cut in two would not be found.
    func presentable(without key: Secret?) -> LanguageModelError {
        func brief(_ message: String) -> String {
            let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let clean = key?.redacted(in: line) ?? line
            return clean.count <= 200 ? clean : clean.prefix(199) + "…"
        }
        return switch self {
        case .unreachable(let reason): .unreachable(brief(reason))
        case .serverFailed(let status, let message):
            .serverFailed(status: status, message: brief(message))
        case .rejected(let status, let message): .rejected(status: status, message: brief(message))
        case .refused(let message): .refused(brief(message))
        case .badResponse(let reason): .badResponse(brief(reason))
        default: self
        }
    }
}
