/// A warning about a photograph that is accepted.
package enum PhotographRemark: Sendable, Hashable {
    /// It was turned clockwise by so many degrees, 90, 180 or 270, until the face stood upright.
    case turned(degrees: Int)
    case dark
    case overexposed
    /// Dark glasses or something else lies over the eyes.
    case eyesHidden
    case mouthHidden
    /// Some part of the face is covered or hard to make out.
    case partlyHidden
    /// The head reaches over the photograph's edge.
    case cutByEdge
    /// The face is not like those of the other photographs of one sitter: −1…1, the cosine to the nearest of them.
    case anotherPerson(similarity: Double)
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

    /// Those without numbers, to be found by their codes.
    static let plain: [Self] = [.dark, .overexposed, .eyesHidden, .mouthHidden, .partlyHidden, .cutByEdge]

    private enum Key: String, CodingKey { case code, degrees, similarity }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let code = try values.decode(String.self, forKey: .code)
        switch code {
        case "turned": self = .turned(degrees: try values.decode(Int.self, forKey: .degrees))
        case "another-person":
            self = .anotherPerson(similarity: try values.decode(Double.self, forKey: .similarity))
        default:
            guard let plain = Self.plain.first(where: { $0.code == code }) else {
                throw DecodingError.dataCorruptedError(forKey: .code, in: values, debugDescription: "not a remark")
            }
            self = plain
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(code, forKey: .code)
        switch self {
        case .turned(let degrees): try values.encode(degrees, forKey: .degrees)
        case .anotherPerson(let similarity): try values.encode(similarity, forKey: .similarity)
        default: break
        }
    }
}

/// The remarks on one photograph of a request.
package struct PhotographFindings: Sendable, Equatable, Codable {
    /// The file name without folders.
    package var name: String
    package var remarks: [PhotographRemark]

    package init(name: String, remarks: [PhotographRemark]) {
        self.name = name
        self.remarks = remarks
    }
}
