internal import FileAccess

/// A model's JSON configuration with typed access; every error names the file and the key.
package struct JSONConfig: Sendable {
    package let path: String
    package let members: [String: JSONValue]

    /// Configurations of the known models take a few kilobytes.
    package static let maximumByteCount = 1_000_000

    /// - Throws: ``CheckpointError`` when the file cannot be read, is larger than 1 MB or is no JSON object.
    package init(path: String) throws(CheckpointError) {
        try self.init(path: path, maximumByteCount: Self.maximumByteCount, limits: .configuration)
    }

    init(path: String, maximumByteCount: Int, limits: JSONLimits) throws(CheckpointError) {
        let bytes = try CheckpointError.translating(path) { () throws(FileError) in
            try BoundedFile.contents(of: path, limit: maximumByteCount)
        }
        try self.init(bytes, path: path, limits: limits)
    }

    /// Reads a text that is in memory already; `path` only names it in messages.
    package init(text: String, path: String) throws(CheckpointError) {
        try self.init(Array(text.utf8), path: path, limits: .configuration)
    }

    private init(_ bytes: [UInt8], path: String, limits: JSONLimits) throws(CheckpointError) {
        let value = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) in try JSONParser.parse(buffer, limits: limits) }
        }
        try self.init(value, path: path)
    }

    private init(_ value: Result<JSONValue, JSONError>, path: String) throws(CheckpointError) {
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

    /// Whether the key is there with a value other than null.
    package func has(_ key: String) -> Bool {
        guard let value = members[key] else { return false }
        return value != .null
    }
}

// MARK: Typed access

extension JSONConfig {
    package func bool(_ key: String) throws(CheckpointError) -> Bool {
        guard case .bool(let value) = try value(key) else { throw wrongType(key, "true or false") }
        return value
    }

    package func integer(_ key: String) throws(CheckpointError) -> Int {
        guard case .integer(let value) = try value(key) else { throw wrongType(key, "an integer") }
        return value
    }

    package func number(_ key: String) throws(CheckpointError) -> Double {
        switch try value(key) {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: throw wrongType(key, "a number")
        }
    }

    package func string(_ key: String) throws(CheckpointError) -> String {
        guard case .string(let value) = try value(key) else { throw wrongType(key, "a string") }
        return value
    }

    package func integers(_ key: String) throws(CheckpointError) -> [Int] {
        try list(key, "a list of integers") { element in
            if case .integer(let value) = element { value } else { nil }
        }
    }

    package func numbers(_ key: String) throws(CheckpointError) -> [Double] {
        try list(key, "a list of numbers") { element in
            switch element {
            case .integer(let value): Double(value)
            case .number(let value): value
            default: nil
            }
        }
    }

    package func bools(_ key: String) throws(CheckpointError) -> [Bool] {
        try list(key, "a list of true and false") { element in
            if case .bool(let value) = element { value } else { nil }
        }
    }

    package func strings(_ key: String) throws(CheckpointError) -> [String] {
        try list(key, "a list of strings") { element in
            if case .string(let value) = element { value } else { nil }
        }
    }

    /// One integer stands for `count` equal ones, as in diffusers' `layers_per_block` or `attention_head_dim`.
    package func integers(_ key: String, count: Int) throws(CheckpointError) -> [Int] {
        if case .integer(let value) = try value(key) { return Array(repeating: value, count: count) }
        let values = try integers(key)
        guard values.count == count else { throw wrongType(key, "one integer or a list of \(count)") }
        return values
    }

    /// An object whose values are all strings.
    package func strings(byKey key: String) throws(CheckpointError) -> [String: String] {
        guard case .object(let members) = try value(key) else { throw wrongType(key, "an object of strings") }
        var strings: [String: String] = [:]
        strings.reserveCapacity(members.count)
        for (name, member) in members {
            guard case .string(let text) = member else { throw wrongType(key, "an object of strings") }
            strings[name] = text
        }
        return strings
    }

    private func value(_ key: String) throws(CheckpointError) -> JSONValue {
        guard let value = members[key], value != .null else {
            throw CheckpointError(.missing, file: path, "`\(key)` is missing.")
        }
        return value
    }

    private func list<Element>(
        _ key: String, _ expectation: String, _ convert: (JSONValue) -> Element?
    ) throws(CheckpointError) -> [Element] {
        guard case .array(let elements) = try value(key) else { throw wrongType(key, expectation) }
        let converted = elements.compactMap(convert)
        guard converted.count == elements.count else { throw wrongType(key, expectation) }
        return converted
    }

    private func wrongType(_ key: String, _ expectation: String) -> CheckpointError {
        CheckpointError(.malformed, file: path, "`\(key)` must be \(expectation).")
    }
}
