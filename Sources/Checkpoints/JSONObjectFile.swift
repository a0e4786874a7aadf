import FileAccess
import JSON

/// A JSON object in a file, read within limits; every error names the file and the key.
struct JSONObjectFile: Sendable {
    let path: String
    private let members: [String: JSONValue]

    /// - Throws: ``CheckpointError`` when the file cannot be read, is larger than allowed or is no JSON object.
    init(path: String, maximumByteCount: Int, limits: JSONLimits) throws(CheckpointError) {
        let bytes = try CheckpointError.translating(path) { () throws(FileError) in
            try BoundedFile.contents(of: path, limit: maximumByteCount)
        }
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes, limits: limits)
        } catch {
            throw CheckpointError(.malformed, file: path, "\(error).")
        }
        guard case .object(let members) = value else {
            throw CheckpointError(.malformed, file: path, "the JSON text is not an object.")
        }
        self.path = path
        self.members = members
    }

    /// A member that is an object whose values are all strings.
    func strings(byKey key: String) throws(CheckpointError) -> [String: String] {
        guard let value = members[key], value != .null else {
            throw CheckpointError(.missing, file: path, "`\(key)` is missing.")
        }
        guard case .object(let members) = value else { throw wrongType(key) }
        var strings: [String: String] = [:]
        strings.reserveCapacity(members.count)
        for (name, member) in members {
            guard case .string(let text) = member else { throw wrongType(key) }
            strings[name] = text
        }
        return strings
    }

    private func wrongType(_ key: String) -> CheckpointError {
        CheckpointError(.malformed, file: path, "`\(key)` must be an object of strings.")
    }
}
