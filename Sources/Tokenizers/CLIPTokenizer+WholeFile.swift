package import Foundation
import JSON

extension CLIPTokenizer {
    /// Reads `tokenizer.json`, in which the `tokenizers` library keeps vocabulary and merges together.
    /// - Parameter wholeFile: its bytes, at most `TokenizerFile.limit`.
    package init(wholeFile: Data, configuration: TokenizerConfiguration = .init()) throws(TokenizerError) {
        let name = Self.wholeFileName
        let model = try TokenizerFile.json(wholeFile, named: name)["model"]
        let type = model?["type"] ?? .null
        guard type == .null || type == "BPE" else {
            throw .malformed(file: name, reason: "its model is \(type.text ?? "unknown") and not BPE")
        }
        guard let ids = model?["vocab"]?.integers, case .array(let merges)? = model?["merges"] else {
            throw .malformed(file: name, reason: "it is not a vocabulary with merges")
        }
        let pairs = merges.compactMap(\.merge)
        guard pairs.count == merges.count else { throw .malformed(file: name, reason: "a merge is not two tokens") }
        try self.init(vocabulary: BytePairVocabulary(ids: ids, merges: pairs), configuration: configuration)
    }
}

extension JSONValue {
    /// An object whose members are all integers; nil for anything else.
    var integers: [String: Int]? {
        guard case .object(let members) = self else { return nil }
        var integers = [String: Int](minimumCapacity: members.count)
        for (key, value) in members {
            guard case .integer(let integer) = value else { return nil }
            integers[key] = integer
        }
        return integers
    }

    /// `"a b"`, or `["a", "b"]` in files of later versions.
    fileprivate var merge: (left: String, right: String)? {
        let parts: [String]
        switch self {
        case .string(let text): parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        case .array(let values): parts = values.map { $0.text ?? "" }
        default: return nil
        }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (parts[0], parts[1])
    }
}
