import Mecene

/// The kind of thing that a phrase is about, which decides how a sentence can use it.
package enum PhraseKind: String, Sendable, CaseIterable {
    case character, creature, place, thing, substance, feeling, moment
    /// Words without a noun to stand on, or unknown ones.
    case words
}

/// A person's words, analysed with the dictionary.
package struct Phrase: Sendable {
    /// Lower case but for proper names, without signs and leading articles.
    package let text: String
    package let kind: PhraseKind
    package let isPlural: Bool
    /// Whether "a" can stand before it.
    let isCountable: Bool
    let isProperName: Bool
    /// The tags of the words: of length 1, or empty.
    let tags: TagVector
    /// The words that carry meaning, the one that the others modify last.
    package let words: [Word]
    /// Words of nearly the same meaning as the last one.
    let synonyms: [String]

    package struct Word: Sendable {
        package let text: String
        /// The part of speech that it has here; nil where no dictionary knows it.
        package let part: PartOfSpeech?
        /// Its keyword category.
        let category: KeywordCategory
        /// The meaning that it has beside the others, where a dictionary knows it.
        var meant: Synset?
    }

    /// "a quantum grandmother", "lonely robots", "corporate confidence".
    var withArticle: String {
        let first = String(text.prefix { $0 != " " })
        let isDetermined = Self.determiners.contains(first) || first.allSatisfy(\.isNumber) || first.hasSuffix("'s")
        if isDetermined { return text }
        // "The Himalayas".
        if isProperName { return isPlural ? "the \(text)" : text }
        return isCountable && !isPlural ? Grammar.withArticle(text) : text
    }

    /// Words that stand where an article would.
    static let determiners: Set<String> = [
        "my", "your", "his", "her", "its", "our", "their", "this", "that", "these", "those", "some", "any", "no",
        "every",
        "each", "all", "both", "another", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "many",
        "much", "more", "one", "who", "what", "which", "not", "never", "always",
    ]

    /// The same for an idea that cannot have the words themselves.
    var untitled: Phrase {
        Phrase(
            text: "untitled", kind: .words, isPlural: false, isCountable: false, isProperName: false, tags: tags,
            words: words, synonyms: [])
    }

    /// Each word with a capital.
    var title: String {
        text.split(separator: " ").enumerated().map { index, word in
            let isSmall = index > 0 && ContentWords.small.contains(word.lowercased())
            return isSmall ? String(word) : Grammar.capitalized(String(word))
        }.joined(separator: " ")
    }
}
