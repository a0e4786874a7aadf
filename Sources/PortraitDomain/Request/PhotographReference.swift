/// A stored request's reference to a photograph. The photograph itself is biometric data and is kept where it can be
/// deleted.
package enum PhotographReference: Sendable, Equatable {
    /// A file on the machine that paints. A service must not take one from a stranger: see `StoredRequest.namesFiles`.
    case file(path: String)
    /// Bytes that are kept under their hash, and the name to call them by.
    case content(ContentHash, name: String)
    /// An object in a bucket. No object store exists yet: the case reserves the stored form, and resolving it is
    /// refused.
    case object(key: String, name: String)

    /// The file name without its folders, as in `PhotographSource`.
    package var name: String {
        switch self {
        case .file(let path): PhotographSource.file(path: path).name
        case .content(_, let name), .object(_, let name): name
        }
    }

    static let nameByteLimit = 255
    static let pathByteLimit = 4096

    /// Whether its texts have bounded lengths and no control characters.
    var isWellFormed: Bool {
        func isGood(_ text: String, limit: Int) -> Bool {
            !text.isEmpty && text.utf8.count <= limit && !text.unicodeScalars.contains { $0.properties.isControl }
        }
        return switch self {
        case .file(let path): isGood(path, limit: Self.pathByteLimit)
        case .content(_, let name): isGood(name, limit: Self.nameByteLimit)
        case .object(let key, let name):
            isGood(key, limit: Self.pathByteLimit) && isGood(name, limit: Self.nameByteLimit)
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control }
}

// `{"file": "…"}`, `{"content": "…", "name": "…"}` or `{"object": "…", "name": "…"}`.
extension PhotographReference: Codable {
    private enum Key: String, CodingKey {
        case file, content, object, name
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let path = try values.decodeIfPresent(String.self, forKey: .file) {
            self = .file(path: path)
        } else if let hash = try values.decodeIfPresent(ContentHash.self, forKey: .content) {
            self = .content(hash, name: try values.decode(String.self, forKey: .name))
        } else {
            self = .object(
                key: try values.decode(String.self, forKey: .object),
                name: try values.decode(String.self, forKey: .name))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .file(let path): try values.encode(path, forKey: .file)
        case .content(let hash, let name):
            try values.encode(hash, forKey: .content)
            try values.encode(name, forKey: .name)
        case .object(let key, let name):
            try values.encode(key, forKey: .object)
            try values.encode(name, forKey: .name)
        }
    }
}
