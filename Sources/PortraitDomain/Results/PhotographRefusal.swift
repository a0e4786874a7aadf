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
    package var code: String { parts.code.rawValue }

    enum Code: String, Codable, CaseIterable {
        case noFace = "no-face", severalFaces = "several-faces", noSuchFace = "no-such-face", tooSmall = "too-small"
        case lookingAway = "looking-away", tooDark = "too-dark", cutByEdge = "cut-by-edge"
        case overexposed, blurred, hidden
    }

    private enum Key: String, CodingKey { case code, count, number, pixels, least }

    private var parts: (code: Code, numbers: KeyValuePairs<Key, Int>) {
        switch self {
        case .noFace: (.noFace, [:])
        case .severalFaces(let count): (.severalFaces, [.count: count])
        case .noSuchFace(let number, let count): (.noSuchFace, [.number: number, .count: count])
        case .tooSmall(let pixels, let least): (.tooSmall, [.pixels: pixels, .least: least])
        case .lookingAway: (.lookingAway, [:])
        case .tooDark: (.tooDark, [:])
        case .overexposed: (.overexposed, [:])
        case .blurred: (.blurred, [:])
        case .hidden: (.hidden, [:])
        case .cutByEdge: (.cutByEdge, [:])
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func number(_ key: Key) throws -> Int { try values.decode(Int.self, forKey: key) }
        self =
            switch try values.decode(Code.self, forKey: .code) {
            case .noFace: .noFace
            case .severalFaces: .severalFaces(try number(.count))
            case .noSuchFace: .noSuchFace(number: try number(.number), count: try number(.count))
            case .tooSmall: .tooSmall(pixels: try number(.pixels), least: try number(.least))
            case .lookingAway: .lookingAway
            case .tooDark: .tooDark
            case .overexposed: .overexposed
            case .blurred: .blurred
            case .hidden: .hidden
            case .cutByEdge: .cutByEdge
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        let (code, numbers) = parts
        try values.encode(code, forKey: .code)
        for (key, number) in numbers { try values.encode(number, forKey: key) }
    }
}
