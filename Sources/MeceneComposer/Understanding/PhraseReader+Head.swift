import Mecene

extension PhraseReader {
    struct Head {
        var text: String
        /// Number of its words.
        var length = 1
        var lemma: String
        var part: PartOfSpeech?
        var kind = PhraseKind.words
        var category = KeywordCategory.themes
        var isPlural = false
        var isCountable = false
        var isProper = false
        /// Spellings with capitals, by lower-case word.
        var proper: [String: String] = [:]
        var synonyms: [String] = []
        /// Its meaning here.
        var meant: Synset?
    }

    /// The noun at the end; several words if the dictionary has them as one entry, such as "black hole".
    /// - Parameter others: words behind it that belong to it.
    func head(of words: [String], with others: [String] = []) -> Head {
        let last = words.last ?? ""
        let isSmall = FunctionWords.all.contains(last) && !FunctionWords.auxiliaries.contains(last)
        guard let wordNet, !isSmall else { return Head(text: last, lemma: last) }
        for length in stride(from: min(4, words.count), through: 2, by: -1)
        where !FunctionWords.all.contains(words[words.count - length]) {
            let form = words.suffix(length).joined(separator: " ")
            if let head = noun(form, beside: words.dropLast(length) + others, wordNet) { return head }
        }
        if !isAdjectiveAlone(last, wordNet), let head = noun(last, beside: words.dropLast() + others, wordNet) {
            return head
        }
        for part in [PartOfSpeech.adjective, .verb, .adverb] {
            if let lemma = wordNet.lemma(of: last, part) { return Head(text: last, lemma: lemma, part: part) }
        }
        return Head(text: last, lemma: last)
    }

    /// - Returns: nil where it is no noun, or one that is only somebody's name while the word means something else.
    private func noun(_ form: String, beside others: [String], _ wordNet: WordNet) -> Head? {
        guard let lemma = wordNet.lemma(of: form, .noun), let senses,
            let choice = senses.choice(of: lemma, beside: dictionaryForms(others))
        else { return nil }
        let synset = choice.synset
        // "The living dead" are no single one.
        if let last = form.split(separator: " ").dropFirst().last, Self.nominalized.contains(String(last)) {
            return nil
        }
        var head = Head(text: form, length: form.split(separator: " ").count, lemma: lemma, part: .noun)
        head.isPlural = lemma != form && !form.hasSuffix("ss") || isPlural(lemma, synset, wordNet)
        let hypernyms = wordNet.hypernyms(of: synset)
        let classes = Set(hypernyms.flatMap(\.words))
        head.kind = NounKinds.kind(lemma, synset, classes)
        head.category = NounKinds.category(head.kind, synset, classes)
        head.isCountable =
            NounKinds.isCountable(head.kind, synset, classes)
            || [.feeling, .moment].contains(head.kind) && tags.lexicon.countables.contains(lemma)
        if isMass(lemma) { head.isCountable = false }
        if let spelling = wordNet.properSpelling(lemma, synset) {
            // A Baptist is one of many, and Paris is not.
            let isOne = synset.pointers.contains { $0.symbol == "@i" }
            head.isProper = isOne || ![.character, .creature, .thing].contains(head.kind)
            for part in spelling.split(separator: " ") { head.proper[part.lowercased()] = String(part) }
        }
        head.meant = synset
        if choice.isCertain { head.synonyms = synonyms(of: lemma, synset, senses) }
        return head
    }

    /// Unambiguous synonyms: this meaning is their own first one, and they occur in texts.
    private func synonyms(of lemma: String, _ synset: Synset, _ senses: Senses) -> [String] {
        synset.words.filter { word in
            word == word.lowercased() && !word.contains(lemma) && !lemma.contains(word)
                && senses.wordNet.frequency(word, .noun) > 0 && senses.isFirst(synset, of: word)
        }
    }

    /// Words that carry meaning, as the dictionary has them.
    func dictionaryForms(_ words: [String]) -> [String] {
        words.filter { !FunctionWords.all.contains($0) }.map { word in
            let plain = withoutPossessive(word)
            return wordNet?.lemma(of: plain, .noun) ?? wordNet?.lemma(of: plain, .adjective) ?? plain
        }
    }

    /// Whether a dictionary form is a plural: "scissors", "police", "northern lights".
    private func isPlural(_ lemma: String, _ synset: Synset, _ wordNet: WordNet) -> Bool {
        let plurals = tags.lexicon.plurals
        // "Las Vegas" is one.
        guard !plurals.contains(lemma), synset.words.contains(lemma), let space = lemma.lastIndex(of: " ") else {
            return plurals.contains(lemma)
        }
        let last = String(lemma[lemma.index(after: space)...])
        return plurals.contains(last)
            || last.hasSuffix("s") && wordNet.lemma(of: last, .noun).map { $0 != last } ?? false
    }

    /// Whether "a" cannot stand before a dictionary form: "furniture", "garden furniture".
    private func isMass(_ lemma: String) -> Bool {
        let masses = tags.lexicon.masses
        return masses.contains(lemma)
            || lemma.lastIndex(of: " ").map {
                masses.contains(String(lemma[lemma.index(after: $0)...]))
            } ?? false
    }
}
