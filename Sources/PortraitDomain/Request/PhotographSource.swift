/// Where a reference photograph comes from.
package enum PhotographSource: Sendable, Equatable {
    case file(path: String)
    /// The bytes of an image file and the name to call it by in messages.
    case bytes([UInt8], name: String)

    /// The file name without its folders: what messages and parameters show.
    package var name: String {
        switch self {
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        case .bytes(_, let name): name
        }
    }
}

/// The choice of the sitter's face in a photograph.
package enum FaceChoice: Sendable, Hashable {
    /// The only large face of the photograph; others must be much smaller.
    case only
    /// The face with the largest box.
    case largest
    /// The face with this number, from 1, in the order that `narcis faces` prints: left to right.
    case number(Int)
}

extension FaceChoice: Codable, LosslessStringConvertible {
    /// `only`, `largest`, or a number from 1.
    package init?(_ text: String) {
        switch text {
        case "only": self = .only
        case "largest": self = .largest
        default:
            guard let number = Int(text), number >= 1 else { return nil }
            self = .number(number)
        }
    }

    package var description: String {
        switch self {
        case .only: "only"
        case .largest: "largest"
        case .number(let number): String(number)
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let choice = FaceChoice(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a face choice is only, largest or a number from 1")
        }
        self = choice
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
