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
    package var code: String { kind.rawValue }

    enum Code: String, Codable, CaseIterable {
        case turned, dark, overexposed, eyesHidden = "eyes-hidden", mouthHidden = "mouth-hidden"
        case partlyHidden = "partly-hidden", cutByEdge = "cut-by-edge", anotherPerson = "another-person"
    }

    private var kind: Code {
        switch self {
        case .turned: .turned
        case .dark: .dark
        case .overexposed: .overexposed
        case .eyesHidden: .eyesHidden
        case .mouthHidden: .mouthHidden
        case .partlyHidden: .partlyHidden
        case .cutByEdge: .cutByEdge
        case .anotherPerson: .anotherPerson
        }
    }

    private enum Key: String, CodingKey { case code, degrees, similarity }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self =
            switch try values.decode(Code.self, forKey: .code) {
            case .turned: .turned(degrees: try values.decode(Int.self, forKey: .degrees))
            case .dark: .dark
            case .overexposed: .overexposed
            case .eyesHidden: .eyesHidden
            case .mouthHidden: .mouthHidden
            case .partlyHidden: .partlyHidden
            case .cutByEdge: .cutByEdge
            case .anotherPerson: .anotherPerson(similarity: try values.decode(Double.self, forKey: .similarity))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .code)
        switch self {
        case .turned(let degrees): try values.encode(degrees, forKey: .degrees)
        case .anotherPerson(let similarity): try values.encode(similarity, forKey: .similarity)
        case .dark, .overexposed, .eyesHidden, .mouthHidden, .partlyHidden, .cutByEdge: break
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
