package import Foundation

/// A model folder that cannot be used, and why.
package enum ModelError: Error, Sendable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case unsupported(file: String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .unsupported(let file, let reason): "\(file) asks for something this engine does not have: \(reason)"
        }
    }
}

/// Reads a `config.json` of at most one megabyte.
package func readConfiguration<Value: Decodable>(_ type: Value.Type, at url: URL) throws(ModelError) -> Value {
    let name = url.deletingLastPathComponent().lastPathComponent + "/" + url.lastPathComponent
    do {
        let size = try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int ?? .max
        guard size <= 1 << 20 else { throw ModelError.unreadable(file: name, reason: "it is larger than 1 MB") }
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    } catch let error as ModelError {
        throw error
    } catch let error as DecodingError {
        throw .unreadable(file: name, reason: error.explanation)
    } catch {
        throw .unreadable(file: name, reason: "the file is missing or not accessible")
    }
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
