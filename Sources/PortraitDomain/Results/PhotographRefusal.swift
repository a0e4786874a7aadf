/// Why a photograph cannot be the reference of a portrait. Each client has its own words for it.
package enum PhotographRefusal: Error, Sendable, Hashable {
    case noFace
    /// How many faces of about the same size there are where one was expected.
    case severalFaces(Int)
    case noSuchFace(number: Int, count: Int)
    /// How many pixels the face is wide, and how many it needs.
    case tooSmall(pixels: Int, least: Int)
    case lookingAway
    /// Underexposed until no detail of the face is left, whatever its skin.
    case tooDark
    /// Blown out: most of the face is plain white.
    case overexposed
    case blurred
    /// A large part of the face cannot be seen.
    case hidden
    /// The photograph's edge runs through the eyes, the brows or the mouth, or leaves them out.
    case cutByEdge
}

// `{"code": "too-small", "pixels": 31, "least": 40}`: a code that never changes, and its numbers beside it.
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

    /// Those without numbers, to be found by their codes.
    static let plain: [Self] = [.noFace, .lookingAway, .tooDark, .overexposed, .blurred, .hidden, .cutByEdge]

    private enum Key: String, CodingKey { case code, count, number, pixels, least }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func number(_ key: Key) throws -> Int { try values.decode(Int.self, forKey: key) }
        let code = try values.decode(String.self, forKey: .code)
        switch code {
        case "several-faces": self = .severalFaces(try number(.count))
        case "no-such-face": self = .noSuchFace(number: try number(.number), count: try number(.count))
        case "too-small": self = .tooSmall(pixels: try number(.pixels), least: try number(.least))
        default:
            guard let plain = Self.plain.first(where: { $0.code == code }) else {
                throw DecodingError.dataCorruptedError(forKey: .code, in: values, debugDescription: "not a refusal")
            }
            self = plain
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
        default: break
        }
    }
}
