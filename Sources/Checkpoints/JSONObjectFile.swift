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
        let value = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try JSONParser.parse(buffer, limits: limits) }
        }
        switch value {
        case .failure(let error):
            throw CheckpointError(.malformed, file: path, "the JSON text \(error.message) (byte \(error.offset)).")
        case .success(.object(let members)):
            self.path = path
            self.members = members
        case .success:
            throw CheckpointError(.malformed, file: path, "the JSON text is not an object.")
        }
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
