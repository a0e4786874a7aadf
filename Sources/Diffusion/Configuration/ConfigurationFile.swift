import FileAccess
package import Foundation

/// A model folder that cannot be used, and why.
package enum ModelError: Error, Sendable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case unsupported(file: String, reason: String)
    /// It says something else than another file.
    case contradictory(file: String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .unsupported(let file, let reason): "\(file) asks for something this engine does not have: \(reason)"
        case .contradictory(let file, let reason): "\(file): \(reason)"
        }
    }
}

/// Reads a `config.json` of at most 1 MiB.
package func readConfiguration<Value: Decodable>(_ type: Value.Type, at url: URL) throws(ModelError) -> Value {
    let data = try readConfigurationData(at: url)
    do {
        let decoder = JSONDecoder()
        // Python writes -Infinity and NaN as they are (`lambda_min_clipped` of a DPM++ scheduler); JSON has neither.
        decoder.allowsJSON5 = true
        return try decoder.decode(type, from: data)
    } catch {
        let reason = (error as? DecodingError)?.explanation ?? "it does not have the expected form"
        throw .unreadable(file: configurationName(url), reason: reason)
    }
}

/// The bytes of a configuration of at most 1 MiB.
package func readConfigurationData(at url: URL) throws(ModelError) -> Data {
    do {
        return Data(try BoundedFile.contents(of: url.path(percentEncoded: false), limit: 1 << 20))
    } catch {
        throw .unreadable(file: configurationName(url), reason: error.reason)
    }
}

/// The file's name in errors: its own after its folder's.
private func configurationName(_ url: URL) -> String {
    url.deletingLastPathComponent().lastPathComponent + "/" + url.lastPathComponent
}

extension DecodingError {
    /// The key and the complaint, without the coding machinery's dump.
    fileprivate var explanation: String {
        func at(_ context: Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        return switch self {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .typeMismatch(let type, let context): "`\(at(context))` is not of type \(type)"
        case .valueNotFound(_, let context): "`\(at(context))` is null"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not valid JSON" : "`\(at(context))`: \(context.debugDescription)"
        @unknown default: "it does not have the expected form"
        }
    }
}

/// A number, or one number per block: diffusers writes both.
package struct PerBlock: Decodable, Sendable {
    package let values: [Int]

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(Int.self) {
            values = [one]
        } else {
            values = try container.decode([Int].self)
        }
    }

    package init(_ values: [Int]) { self.values = values }

    /// The value of each of `count` blocks, or nil when the list has another length.
    package func expanded(_ count: Int) -> [Int]? {
        if values.count == 1 { return Array(repeating: values[0], count: count) }
        return values.count == count ? values : nil
    }
}
