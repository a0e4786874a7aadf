// `{"code": "photograph-unfit", "name": "ann.jpg", "refusal": {"code": "no-face"}}`: a code that never changes, and its
// values beside it.
extension PortraitError: Codable {
    enum Key: String, CodingKey {
        case code, problems, message, advice, name, reason, refusal
    }

    /// A stable name for logs, statistics and other programs.
    package var code: String {
        switch self {
        case .invalidRequest: "invalid-request"
        case .notFound: "not-found"
        case .photographRefused: "photograph-refused"
        case .photographUnfit: "photograph-unfit"
        case .badData: "bad-data"
        case .engine: "engine"
        case .cancelled: "cancelled"
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String { try values.decode(String.self, forKey: key) }
        // An advice that this version does not know is none.
        func advice() throws -> PortraitAdvice? {
            try values.decodeIfPresent(String.self, forKey: .advice).flatMap(PortraitAdvice.init)
        }
        switch try text(.code) {
        case "invalid-request":
            self = .invalidRequest(try values.decode([RequestProblem].self, forKey: .problems))
        case "not-found": self = .notFound(try text(.message), advice: try advice())
        case "photograph-refused": self = .photographRefused(name: try text(.name), reason: try text(.reason))
        case "photograph-unfit":
            self = .photographUnfit(
                name: try text(.name), try values.decode(PhotographRefusal.self, forKey: .refusal))
        case "bad-data": self = .badData(try text(.message), advice: try advice())
        case "engine": self = .engine(try text(.message), advice: try advice())
        case "cancelled": self = .cancelled
        default: throw DecodingError.dataCorruptedError(forKey: .code, in: values, debugDescription: "not an error")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .code)
        switch self {
        case .invalidRequest(let problems): try values.encode(problems, forKey: .problems)
        case .notFound(let message, let advice), .badData(let message, let advice), .engine(let message, let advice):
            try values.encode(message, forKey: .message)
            try values.encodeIfPresent(advice, forKey: .advice)
        case .photographRefused(let name, let reason):
            try values.encode(name, forKey: .name)
            try values.encode(reason, forKey: .reason)
        case .photographUnfit(let name, let refusal):
            try values.encode(name, forKey: .name)
            try values.encode(refusal, forKey: .refusal)
        case .cancelled: break
        }
    }
}
