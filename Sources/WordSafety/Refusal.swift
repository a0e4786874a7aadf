/// Why words are refused, in words for the person.
package struct Refusal: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case personsName = "persons-name"
        case minor
        case sexualContent = "sexual-content"
    }

    package let kind: Kind
    /// The words that it is about.
    package let words: String

    package init(kind: Kind, words: String) {
        self.kind = kind
        self.words = words
    }

    package var description: String {
        switch kind {
        case .personsName:
            "“\(words)” is a person's name; the photograph says who it is, so describe a look or a mood instead"
        case .minor: "“\(words)” speaks of a minor; portraits are made of adults only"
        case .sexualContent: "“\(words)” is sexual; describe the portrait in other words"
        }
    }
}
