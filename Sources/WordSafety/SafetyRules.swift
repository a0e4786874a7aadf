import Support

/// Rules for the words of a portrait: no names of people, no minors, no sexual content.
package struct SafetyRules: Sendable {
    /// Whether one to three lower-case words are the name of a person, as far as a dictionary knows.
    package typealias KnowsPerson = @Sendable (String) -> Bool

    /// Whether a lower-case word of three letters or more is an everyday one, as far as a dictionary knows.
    package typealias KnowsWord = @Sendable (String) -> Bool

    /// Whether two to four lower-case words together are something that is no person, as far as a dictionary knows.
    package typealias KnowsThing = @Sendable (String) -> Bool

    /// The word that a correction of typing slips makes of a lower-case word.
    package typealias Corrected = @Sendable (String) -> String

    let knowsPerson: KnowsPerson
    private let knowsWord: KnowsWord
    let knowsThing: KnowsThing
    private let corrected: Corrected
    /// Names that stand for a style.
    private(set) var styleNames: Set<String> = []

    /// - Parameters:
    ///   - knowsPerson: asked beside the lists that are built in.
    ///   - knowsWord: asked about pieces that may be halves of a word; without a dictionary every piece is a word.
    ///   - knowsThing: asked about words around a name: "halley's comet" is no person.
    ///   - corrected: a slip of typing is refused for the word that it would be read as.
    package init(
        knowsPerson: @escaping KnowsPerson = { _ in false }, knowsWord: @escaping KnowsWord = { _ in true },
        knowsThing: @escaping KnowsThing = { _ in false }, corrected: @escaping Corrected = { $0 }
    ) {
        self.knowsPerson = knowsPerson
        self.knowsWord = knowsWord
        self.knowsThing = knowsThing
        self.corrected = corrected
    }

    /// Rules by which an author may write the names that a model knows as styles, such as "van gogh".
    package func letting(styles: [String]) -> SafetyRules {
        var rules = self
        rules.styleNames = Set(styles)
        return rules
    }

    /// Why a person's input is refused; nil when it is not.
    package func refusal(of text: String) -> Refusal? {
        let pieces = Self.pieces(of: text)
        if let refusal = listed(pieces) ?? name(pieces) { return refusal }
        let read = pieces.map { corrected($0.written) }
        return read == pieces.map(\.written) ? nil : listed(Self.pieces(of: read.joined(separator: " ")))
    }

    /// Why an author's text is refused. Longer texts have capital letters and rare words of their own, so only full
    /// names count as names.
    package func refusal(ofWritten text: String) -> Refusal? {
        let pieces = Self.pieces(of: text)
        return listed(pieces) ?? fullName(pieces)
    }

    private func listed(_ pieces: [Piece]) -> Refusal? {
        let words = pieces.map(\.word)
        let harmless = SafetyLists.harmless.covered(pieces.map(\.written))
        if let refusal = found(in: words, but: harmless) ?? AgeRule.refusal(pieces.map(\.written)) { return refusal }
        for reading in PlainSpelling.readings(words) {
            if let refusal = found(in: reading, but: harmless) { return refusal }
        }
        let parted = pieces.map {
            PartedWords.Piece(letters: $0.word, isAttached: $0.isAttached, isCut: $0.word != $0.written)
        }
        for joined in PartedWords.joined(parted, isWord: knowsWord) {
            if let refusal = found(in: [joined], but: [], tables: Self.tables.dropLast()) { return refusal }
        }
        return nil
    }

    private static let tables: [(kind: Refusal.Kind, table: PhraseTable)] = [
        (.sexualContent, SafetyLists.sexual), (.minor, SafetyLists.minors), (.personsName, SafetyLists.people),
    ]

    /// - Parameter harmless: indices of words that are not looked at.
    private func found(
        in words: [String], but harmless: Set<Int>,
        tables: ArraySlice<(kind: Refusal.Kind, table: PhraseTable)> = SafetyRules.tables[...]
    ) -> Refusal? {
        for index in words.indices where !harmless.contains(index) {
            for (kind, table) in tables {
                if let found = table.match(words, at: index) {
                    return Refusal(kind: kind, words: found.joined(separator: " "))
                }
            }
        }
        return nil
    }

    struct Piece {
        /// With what stands behind an apostrophe: "child's" is not "child" in "child's play".
        let written: String
        /// Nothing but signs stands between it and the piece before it.
        let isAttached: Bool

        var word: String { String(written.prefix { $0 != "'" }) }
    }

    static func pieces(of text: String) -> [Piece] {
        var letters = PlainSpelling.folded(text).map { signs[$0] ?? $0 }
        // "g!rl": between letters this sign is one too.
        for index in letters.indices.dropFirst().dropLast() where letters[index] == "!" {
            if letters[index - 1].isLetter, letters[index + 1].isLetter { letters[index] = "i" }
        }
        return letters.split(separator: " ").flatMap { chunk in
            chunk.split { !($0.isLetter || $0.isNumber || $0 == "'") }
                .map { String($0).trimming { $0 == "'" } }.filter { !$0.isEmpty }
                .enumerated().map { Piece(written: $1, isAttached: $0 > 0) }
        }
    }

    private static let signs: [Character: Character] = ["@": "a", "$": "s", "€": "e", "’": "'"]
}
