import Support
package import WordSafety

/// The title on a picture's label: two to five words with capitals, such as "The Glass Office".
package struct Title: Sendable, Hashable {
    package static let wordCount = 2...5
    package static let characterLimit = 48

    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// Problems of the title of an idea for `words`; empty when it is good.
    package func problems(_ rules: SafetyRules, words: String) -> [String] {
        var problems: [String] = []
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        if !Self.wordCount.contains(parts.count) || parts.contains(where: \.isEmpty) {
            problems.append("the title has \(parts.count) words; write 2 to 5")
        }
        if text.count > Self.characterLimit { problems.append("the title is too long") }
        if text.contains(where: { !($0.isLetter || $0.isNumber || " -'’,".contains($0)) }) {
            problems.append("the title has signs; write plain words")
        }
        if text != Self.capitalized(text) { problems.append("the title is not written with capitals") }
        if Keyword.key(text) == Keyword.key(words) { problems.append("the title only repeats the words") }
        if let refusal = rules.refusal(ofWritten: text) { problems.append("the title: \(refusal)") }
        return problems
    }

    /// Without label, markup, quotation marks and a stop at the end, and with capitals. What is too long stays so.
    package func repaired() -> Title {
        var plain = text.filter { !"*#`_<>{}[]|\\\"“”".contains($0) }
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let label = ["title:", "title -"].first(where: plain.lowercased().hasPrefix) {
            plain = String(plain.dropFirst(label.count))
        }
        return Title(Self.capitalized(plain.trimming { " .,;:!?'‘’–—-".contains($0) }))
    }

    /// The person's own words, where nothing else is at hand.
    package static func plain(_ words: String) -> Title {
        let own = Title(words).repaired()
        let count = own.text.split(separator: " ").count
        return wordCount.contains(count) && own.text.count <= characterLimit ? own : Title("Portrait without Words")
    }

    /// Every word with a capital but the small ones inside, also behind hyphens.
    package static func capitalized(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { index, word in
            if index > 0, small.contains(word.lowercased()) { return word.lowercased() }
            return word.split(separator: "-", omittingEmptySubsequences: false).map { part in
                part.prefix(1).uppercased() + part.dropFirst()
            }.joined(separator: "-")
        }.joined(separator: " ")
    }

    private static let small: Set<String> = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "under", "with",
    ]
}

extension Title: Codable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
