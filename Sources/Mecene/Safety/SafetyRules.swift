/// What words for a portrait must not contain: people's names, minors, sexual content.
package struct SafetyRules: Sendable {
    /// Whether one to three lower-case words are the name of a person, as far as a dictionary knows.
    package typealias KnowsPerson = @Sendable (String) -> Bool

    /// Whether a lower-case word of three letters or more is an everyday one, as far as a dictionary knows.
    package typealias KnowsWord = @Sendable (String) -> Bool

    private let knowsPerson: KnowsPerson
    private let knowsWord: KnowsWord

    /// - Parameters:
    ///   - knowsPerson: asked beside the lists that are built in.
    ///   - knowsWord: asked about pieces that may be halves of a word; without a dictionary every piece is a word.
    package init(
        knowsPerson: @escaping KnowsPerson = { _ in false }, knowsWord: @escaping KnowsWord = { _ in true }
    ) {
        self.knowsPerson = knowsPerson
        self.knowsWord = knowsWord
    }

    /// Why what a person typed is refused; nil when it is not.
    package func refusal(of text: String) -> Refusal? {
        listed(text) ?? name(Self.words(of: text))
    }

    /// Why what an author wrote is refused. Longer texts have capital letters and rare words of their own, so that only
    /// full names count as names.
    package func refusal(ofWritten text: String) -> Refusal? {
        listed(text)
    }

    private func listed(_ text: String) -> Refusal? {
        let pieces = Self.pieces(of: text)
        let words = pieces.map(\.word)
        let harmless = SafetyLists.harmless.covered(pieces.map(\.written))
        if let refusal = found(in: words, but: harmless) ?? AgeRule.refusal(words) { return refusal }
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

    /// Lower-case words without signs and in plain spelling; a hyphen parts words, an apostrophe ends one.
    static func words(of text: String) -> [String] { pieces(of: text).map(\.word) }

    private struct Piece {
        /// With what stands behind an apostrophe: "child's" is not "child" in "child's play".
        let written: String
        /// Nothing but signs stands between it and the piece before it.
        let isAttached: Bool

        var word: String { String(written.prefix { $0 != "'" }) }
    }

    private static func pieces(of text: String) -> [Piece] {
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

/// Ages below eighteen, in digits or words: "12 year old", "aged nine", "15yo".
enum AgeRule {
    static func refusal(_ words: [String]) -> Refusal? {
        for (index, word) in words.enumerated() {
            if word.hasSuffix("yo"), let years = Int(word.dropLast(2)), years < 18 {
                return Refusal(kind: .minor, words: word)
            }
            let next = index + 1 < words.count ? words[index + 1] : ""
            let isAge = (word == "yo") || (["year", "years", "yr", "yrs"].contains(word) && next == "old")
            if isAge, index > 0, let years = number(words, endingAt: index - 1), years < 18 {
                let phrase = words[(index - 1)...].prefix(word == "yo" ? 2 : 3)
                return Refusal(kind: .minor, words: phrase.joined(separator: " "))
            }
            if ["aged", "age"].contains(word), let years = Int(next) ?? small[next], years < 18 {
                return Refusal(kind: .minor, words: "\(word) \(next)")
            }
        }
        return nil
    }

    /// The number whose last word stands at an index: "twenty five" is no five.
    private static func number(_ words: [String], endingAt index: Int) -> Int? {
        if let years = Int(words[index]) { return years }
        guard let years = small[words[index]] else { return nil }
        return index > 0 && words[index - 1].hasSuffix("ty") ? 20 + years : years
    }

    private static let small = Dictionary(
        uniqueKeysWithValues: """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen
            """.split(whereSeparator: \.isWhitespace).enumerated().map { (String($1), $0) })
}
