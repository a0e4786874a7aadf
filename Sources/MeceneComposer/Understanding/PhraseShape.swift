/// The structure of a phrase, which decides whether a sentence can use it or has to quote it.
struct PhraseShape {
    enum Kind {
        /// "Old clock", "garden of the moon": one noun with what belongs to it.
        case noun
        /// "Fire and ice": two nouns, for which verbs stand in the plural.
        case pair
        /// "Forever young", "long live the queen".
        case words
    }

    var kind: Kind
    /// Without leading articles, which a noun gets as its sentence needs them; a pair keeps them.
    var words: [String]
    /// Index after the noun that the rest belongs to.
    var end: Int
    /// The first noun of a pair.
    var partner: PhraseReader.Head?
}

extension PhraseReader {
    func shape(of typed: [String]) -> PhraseShape {
        let plain = Array(typed[typed.prefix { FunctionWords.articles.contains($0) }.count...])
        let words = plain.isEmpty ? typed.suffix(1) : plain
        let isWhere = FunctionWords.prepositions.contains(words[0])
        let end = words.indices.dropFirst().first { FunctionWords.prepositions.contains(words[$0]) }
        let noun = PhraseShape(kind: .noun, words: words, end: isWhere ? words.count : end ?? words.count)
        // "Over the moon" is no moon.
        if isWhere || isClause(words) { return quoted(noun) }
        guard let wordNet, let joint = words[..<noun.end].firstIndex(where: { $0 == "and" || $0 == "or" }) else {
            return noun
        }
        guard joint > 0, joint + 1 < noun.end else { return quoted(noun) }
        let (left, right) = (words[joint - 1], words[(joint + 1)..<noun.end])
        let expression = words[(joint - 1)...(joint + 1)].joined(separator: " ")
        if wordNet.contains(expression, .noun) || wordNet.contains(expression, .adjective) { return noun }
        if isAdjective(left, wordNet) { return right.count > 1 ? noun : quoted(noun) }
        let partner = head(of: Array(words[..<joint]))
        guard words[joint] == "and", partner.part == .noun, head(of: Array(right)).part == .noun else {
            return quoted(noun)
        }
        return PhraseShape(kind: .pair, words: typed, end: noun.end + typed.count - words.count, partner: partner)
    }

    private func quoted(_ shape: PhraseShape) -> PhraseShape {
        var shape = shape
        shape.kind = .words
        return shape
    }

    /// Whether words are a sentence or a part of one. An article in the middle without a preposition before it begins
    /// the object of a verb.
    private func isClause(_ words: [String]) -> Bool {
        guard !words.contains(where: FunctionWords.clause.contains) else { return true }
        let opens = FunctionWords.articles.union(FunctionWords.possessives)
        for (before, word) in zip(words, words.dropFirst())
        where opens.contains(word) && !FunctionWords.prepositions.contains(before) && !["and", "or"].contains(before) {
            return true
        }
        guard let wordNet, words.count > 1 else { return false }
        for index in words.indices.dropFirst().dropLast()
        where FunctionWords.auxiliaries.contains(words[index]) && wordNet.contains(words[index + 1], .verb) {
            return true
        }
        // "Become light": a word that is nothing but a verb.
        return wordNet.contains(words[0], .verb)
            && [PartOfSpeech.noun, .adjective, .adverb].allSatisfy { wordNet.lemma(of: words[0], $0) == nil }
    }

    /// Whether a word is an adjective rather than a noun.
    func isAdjective(_ word: String, _ wordNet: WordNet) -> Bool {
        guard wordNet.contains(word, .adjective) else { return false }
        return !wordNet.contains(word, .noun) || wordNet.frequency(word, .adjective) > wordNet.frequency(word, .noun)
    }

    /// Whether a phrase ends with an adjective and so has no noun: "forever young", "rich". Many adjectives are also
    /// nouns for people, but rarely in a short phrase.
    func isAdjectiveAlone(_ word: String, _ wordNet: WordNet) -> Bool {
        guard isAdjective(word, wordNet) else { return false }
        return wordNet.frequency(word, .noun) == 0 || Self.nominalized.contains(word)
            || wordNet.foremost(word).map(NounKinds.areThoseWho) ?? false
    }

    static let nominalized: Set<String> = ["chosen", "dead", "good", "still", "unknown", "wise", "young"]
}
