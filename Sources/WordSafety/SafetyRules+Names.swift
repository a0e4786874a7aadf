/// Names of people among words.
extension SafetyRules {
    /// What a person typed is short: a single name in it is one already.
    func name(_ pieces: [Piece]) -> Refusal? {
        let words = pieces.map(\.word)
        let others = things(pieces)
        for length in stride(from: min(3, words.count), through: 1, by: -1) {
            for start in 0...(words.count - length) where others.isDisjoint(with: start..<start + length) {
                let phrase = words[start..<start + length].joined(separator: " ")
                if knowsPerson(phrase) { return Refusal(kind: .personsName, words: phrase) }
            }
        }
        for (index, word) in words.enumerated() where SafetyLists.givenNames.contains(word) && !others.contains(index) {
            // Figures of faith have no likeness but the one that painters gave them.
            if index > 0, Self.holyTitles.contains(words[index - 1]) { continue }
            return Refusal(kind: .personsName, words: word)
        }
        return nil
    }

    /// Of two or three words, unless the model knows them as a style.
    func fullName(_ pieces: [Piece]) -> Refusal? {
        let words = pieces.map(\.word)
        guard words.count >= 2 else { return nil }
        for length in [3, 2] where words.count >= length {
            for start in 0...(words.count - length) {
                let name = words[start..<start + length]
                if Self.smallWords.contains(name[start]) || Self.smallWords.contains(name[start + length - 1]) {
                    continue
                }
                let phrase = name.joined(separator: " ")
                guard !styleNames.contains(phrase), knowsPerson(phrase),
                    things(pieces).isDisjoint(with: start..<start + length)
                else { continue }
                return Refusal(kind: .personsName, words: phrase)
            }
        }
        return nil
    }

    /// Indices of words that are part of something that is no person: a name in "wellington boots", "bain-marie".
    private func things(_ pieces: [Piece]) -> Set<Int> {
        let written = pieces.map(\.written)
        var found = SafetyLists.harmless.covered(written)
        for length in 2...4 where length <= written.count {
            for start in 0...(written.count - length) {
                let parts = pieces[start..<start + length]
                let phrase = parts.dropFirst().reduce(written[start]) { $0 + ($1.isAttached ? "-" : " ") + $1.written }
                if knowsThing(phrase) { found.formUnion(start..<start + length) }
            }
        }
        return found
    }

    private static let holyTitles: Set<String> = ["saint", "st", "archangel"]

    /// Words that no name begins or ends with.
    private static let smallWords: Set<String> = [
        "a", "an", "and", "at", "by", "from", "in", "into", "is", "it", "of", "on", "or", "the", "to", "with",
    ]
}
