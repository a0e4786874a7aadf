package import WordSafety

/// A person's words, checked, and the seed that makes their idea repeatable.
package struct MeceneInput: Sendable, Codable, Hashable {
    package static let wordLimit = 8
    /// UTF-8 bytes.
    package static let byteLimit = 160

    /// 1…8 words with single spaces between them, as typed otherwise.
    package let words: String
    package let seed: UInt64

    /// - Throws: `MeceneError` when there are no words or too many, or when `rules` refuse them.
    package init(words text: String, seed: UInt64, rules: SafetyRules) throws(MeceneError) {
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong(limit: Self.byteLimit) }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .controlCharacters
        }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.contains(where: { $0.contains(where: \.isLetter) }) else { throw .noWords }
        guard words.count <= Self.wordLimit else { throw .tooManyWords(words.count, limit: Self.wordLimit) }
        let joined = words.joined(separator: " ")
        if let refusal = rules.refusal(of: joined) { throw .refused(refusal) }
        self.words = joined
        self.seed = seed
    }

    /// Stored words are checked like typed ones, by the rules that need no dictionary.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let words = try container.decode(String.self, forKey: .words)
        let seed = try container.decode(UInt64.self, forKey: .seed)
        try self.init(words: words, seed: seed, rules: SafetyRules())
    }
}
