import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The one JSON form in which stores and services keep the domain's values: one line with sorted keys, so that equal
/// values give equal text. Keys are the properties' names, codes are kebab-case, what is nil is left out, and unknown
/// keys are ignored, so that an older program can read what a newer one wrote. Tests hold the form fast.
package enum StoredJSON {
    /// Far larger than any value.
    package static let byteLimit = 1 << 20

    package static func text(of value: some Encodable) throws(PortraitError) -> String {
        let text: String
        do {
            text = try JSONText.text(of: value)
        } catch {
            throw .badData("a value cannot be written as JSON: a number is not finite")
        }
        // Text that could not be read again is not written.
        guard text.utf8.count <= byteLimit else { throw .badData("a value is longer than \(byteLimit) bytes as JSON") }
        return text
    }

    /// Reads a value and checks its bounds. Errors name the field and never its content, which may be private.
    package static func value<Value: Decodable>(
        _ type: Value.Type = Value.self, from text: String
    ) throws(PortraitError) -> Value {
        guard text.utf8.count <= byteLimit else { throw .badData("the JSON is longer than \(byteLimit) bytes") }
        do {
            // Nesting needs no check of ours: the decoder refuses more than 512 levels.
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as PortraitError {
            throw error
        } catch let error as DecodingError {
            throw .badData(error.fieldDescription)
        } catch {
            throw .badData("the JSON cannot be read")
        }
    }
}

extension DecodingError {
    fileprivate var fieldDescription: String {
        switch self {
        case .keyNotFound(let key, let context): "the JSON lacks “\(Self.path(context.codingPath + [key]))”"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "the JSON is damaged" : "the JSON has a wrong “\(Self.path(context.codingPath))”"
        @unknown default: "the JSON is damaged"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
