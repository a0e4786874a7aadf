/// What words for a portrait must not contain: people's names, minors, sexual content.
package struct SafetyRules: Sendable {
    /// Whether one to three lower-case words are the name of a person, as far as a dictionary knows.
    package typealias KnowsPerson = @Sendable (String) -> Bool

    private let knowsPerson: KnowsPerson

    /// - Parameter knowsPerson: asked beside the lists that are built in.
    package init(knowsPerson: @escaping KnowsPerson = { _ in false }) {
        self.knowsPerson = knowsPerson
    }

    /// Why what a person typed is refused; nil when it is not.
    package func refusal(of text: String) -> Refusal? {
        let words = Self.words(of: text)
        return listed(words) ?? name(words)
    }

    /// Why what an author wrote is refused. Longer texts have capital letters and rare words of their own, so that only
    /// full names count as names.
    package func refusal(ofWritten text: String) -> Refusal? {
        listed(Self.words(of: text))
    }

    private func listed(_ words: [String]) -> Refusal? {
        let harmless = SafetyLists.harmless.covered(words)
        let tables: [(Refusal.Kind, PhraseTable)] = [
            (.sexualContent, SafetyLists.sexual), (.minor, SafetyLists.minors), (.personsName, SafetyLists.people),
        ]
        for index in words.indices where !harmless.contains(index) {
            for (kind, table) in tables {
                if let found = table.match(words, at: index) {
                    return Refusal(kind: kind, words: found.joined(separator: " "))
                }
            }
        }
        return nil
    }

    private func name(_ words: [String]) -> Refusal? {
        for length in stride(from: min(3, words.count), through: 1, by: -1) {
            for start in 0...(words.count - length) {
                let phrase = words[start..<start + length].joined(separator: " ")
                if knowsPerson(phrase) { return Refusal(kind: .personsName, words: phrase) }
            }
        }
        if let given = words.first(where: SafetyLists.givenNames.contains) {
            return Refusal(kind: .personsName, words: given)
        }
        return nil
    }

    /// Lower-case words without signs; a hyphen parts words, an apostrophe ends one.
    static func words(of text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
            .map { String($0.prefix { $0 != "'" && $0 != "’" }) }.filter { !$0.isEmpty }
    }
}
