// `{"code": "too-small", "pixels": 31, "least": 40}`: a code that never changes, and its numbers beside it.

private enum Key: String, CodingKey {
    case code, count, number, pixels, least, degrees, similarity
}

extension PhotographRefusal: Codable {
    /// A stable name for logs, statistics and other programs.
    package var code: String {
        switch self {
        case .noFace: "no-face"
        case .severalFaces: "several-faces"
        case .noSuchFace: "no-such-face"
        case .tooSmall: "too-small"
        case .lookingAway: "looking-away"
        case .tooDark: "too-dark"
        case .overexposed: "overexposed"
        case .blurred: "blurred"
        case .hidden: "hidden"
        case .cutByEdge: "cut-by-edge"
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func number(_ key: Key) throws -> Int { try values.decode(Int.self, forKey: key) }
        switch try values.decode(String.self, forKey: .code) {
        case "no-face": self = .noFace
        case "several-faces": self = .severalFaces(try number(.count))
        case "no-such-face": self = .noSuchFace(number: try number(.number), count: try number(.count))
        case "too-small": self = .tooSmall(pixels: try number(.pixels), least: try number(.least))
        case "looking-away": self = .lookingAway
        case "too-dark": self = .tooDark
        case "overexposed": self = .overexposed
        case "blurred": self = .blurred
        case "hidden": self = .hidden
        case "cut-by-edge": self = .cutByEdge
        default: throw DecodingError.dataCorruptedError(forKey: .code, in: values, debugDescription: "not a refusal")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .code)
        switch self {
        case .severalFaces(let count): try values.encode(count, forKey: .count)
        case .noSuchFace(let number, let count):
            try values.encode(number, forKey: .number)
            try values.encode(count, forKey: .count)
        case .tooSmall(let pixels, let least):
            try values.encode(pixels, forKey: .pixels)
            try values.encode(least, forKey: .least)
        case .noFace, .lookingAway, .tooDark, .overexposed, .blurred, .hidden, .cutByEdge: break
        }
    }
}

extension PhotographRemark: Codable {
    /// A stable name for logs, statistics and other programs.
    package var code: String {
        switch self {
        case .turned: "turned"
        case .dark: "dark"
        case .overexposed: "overexposed"
        case .eyesHidden: "eyes-hidden"
        case .mouthHidden: "mouth-hidden"
        case .partlyHidden: "partly-hidden"
        case .cutByEdge: "cut-by-edge"
        case .anotherPerson: "another-person"
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .code) {
        case "turned": self = .turned(degrees: try values.decode(Int.self, forKey: .degrees))
        case "dark": self = .dark
        case "overexposed": self = .overexposed
        case "eyes-hidden": self = .eyesHidden
        case "mouth-hidden": self = .mouthHidden
        case "partly-hidden": self = .partlyHidden
        case "cut-by-edge": self = .cutByEdge
        case "another-person":
            self = .anotherPerson(similarity: try values.decode(Double.self, forKey: .similarity))
        default: throw DecodingError.dataCorruptedError(forKey: .code, in: values, debugDescription: "not a remark")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .code)
        switch self {
        case .turned(let degrees): try values.encode(degrees, forKey: .degrees)
        case .anotherPerson(let similarity): try values.encode(similarity, forKey: .similarity)
        case .dark, .overexposed, .eyesHidden, .mouthHidden, .partlyHidden, .cutByEdge: break
        }
    }
}
