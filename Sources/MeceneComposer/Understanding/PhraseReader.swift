internal import Mecene

/// Reads a person's words: which is the noun that the others modify, what kind of thing it is, what it goes with.
struct PhraseReader: Sendable {
    let wordNet: WordNet?
    let tags: WordTags

    func read(_ typed: String) -> Phrase {
        let known = Keyword.normalized(typed).split(separator: " ").map { spelled(String($0)) }
        var all = known
        while all.count > 1, ["a", "an", "the"].contains(all[0]) { all.removeFirst() }
        let end = all.firstIndex { Self.prepositions.contains($0) }.flatMap { $0 > 0 ? $0 : nil } ?? all.count
        let head = head(of: Array(all[..<end]))
        var words: [Phrase.Word] = []
        for (index, word) in all.enumerated() where !(end - head.length..<end).contains(index) {
            if !ContentWords.small.contains(word), !Phrase.determiners.contains(word) {
                words.append(modifier(withoutPossessive(word)))
            }
        }
        words.append(Phrase.Word(text: head.text, part: head.part, category: head.category))
        let text = all.map { head.proper[$0] ?? properName($0) ?? $0 }.joined(separator: " ")
        // "Over the moon" is no moon.
        let isWhere = all.first.map(Self.prepositions.contains) == true
        return Phrase(
            text: text, kind: isWhere ? .words : head.kind, isPlural: head.isPlural,
            isCountable: head.isCountable && !isWhere,
            isProperName: head.isProper, tags: vector(words, head.lemma), words: words, synonyms: head.synonyms)
    }

    private static let prepositions: Set<String> = [
        "of", "in", "on", "at", "with", "without", "from", "under", "over", "for", "to", "by", "and", "beyond",
        "behind", "between", "before", "after", "against",
    ]

    struct Head {
        var text: String
        /// How many words it is of.
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
    }

    /// The noun at the end, of two words where the dictionary has them together, as in "black hole".
    private func head(of words: [String]) -> Head {
        let last = words.last ?? ""
        guard let wordNet else { return Head(text: last, lemma: last) }
        if words.count >= 2 {
            let pair = words.suffix(2).joined(separator: " ")
            if let head = noun(pair, wordNet) { return head }
        }
        if let head = noun(last, wordNet) { return head }
        for part in [PartOfSpeech.adjective, .verb, .adverb] {
            if let lemma = wordNet.lemma(of: last, part) { return Head(text: last, lemma: lemma, part: part) }
        }
        return Head(text: last, lemma: last)
    }

    /// - Returns: nil where it is no noun, or one that is only somebody's name while the word means something else.
    private func noun(_ form: String, _ wordNet: WordNet) -> Head? {
        guard let lemma = wordNet.lemma(of: form, .noun), let synset = wordNet.foremost(lemma) else { return nil }
        var head = Head(text: form, length: form.split(separator: " ").count, lemma: lemma, part: .noun)
        head.isPlural = lemma != form && !form.hasSuffix("ss")
        let hypernyms = wordNet.hypernyms(of: synset)
        let classes = Set(hypernyms.flatMap(\.words))
        head.kind = NounKinds.kind(lemma, synset, classes)
        head.category = NounKinds.category(head.kind, synset, classes)
        head.isCountable =
            NounKinds.isCountable(head.kind, synset, classes)
            || [.feeling, .moment].contains(head.kind) && tags.lexicon.countables.contains(lemma)
        if let spelling = synset.words.first(where: { $0.lowercased() == lemma && $0 != lemma }) {
            head.isProper = true
            for part in spelling.split(separator: " ") { head.proper[part.lowercased()] = String(part) }
        }
        head.synonyms = synset.words.map { $0.lowercased() }.filter { $0 != lemma && !$0.contains(lemma) }
        return head
    }

    private func modifier(_ word: String) -> Phrase.Word {
        guard let wordNet else { return Phrase.Word(text: word, part: nil, category: .themes) }
        for part in [PartOfSpeech.adjective, .noun, .verb, .adverb] {
            guard let lemma = wordNet.lemma(of: word, part) else { continue }
            if part == .adjective, isColor(lemma, wordNet) {
                return Phrase.Word(text: word, part: part, category: .colors)
            }
            guard part == .noun, let synset = wordNet.foremost(lemma) else {
                return Phrase.Word(text: word, part: part, category: .themes)
            }
            let classes = Set(wordNet.hypernyms(of: synset).flatMap(\.words))
            let kind = NounKinds.kind(lemma, synset, classes)
            return Phrase.Word(text: word, part: .noun, category: NounKinds.category(kind, synset, classes))
        }
        return Phrase.Word(text: word, part: nil, category: .themes)
    }

    /// Whether an adjective is foremost a color: WordNet groups them around "chromatic" and "achromatic".
    private func isColor(_ lemma: String, _ wordNet: WordNet) -> Bool {
        guard let synset = wordNet.synsets(lemma, .adjective, limit: 1).first else { return false }
        return synset.pointers.contains { pointer in
            pointer.symbol == "&"
                && wordNet.synset(pointer.offset, pointer.part)?.words.contains { $0.hasSuffix("chromatic") } == true
        }
    }

    /// "paris" → "Paris", where the word is foremost a name.
    private func properName(_ word: String) -> String? {
        guard let wordNet, !wordNet.contains(word, .adjective),
            let synset = wordNet.foremost(word)
        else { return nil }
        return synset.words.first { $0.lowercased() == word && $0 != word }
    }

    private func withoutPossessive(_ word: String) -> String {
        word.hasSuffix("'s") ? String(word.dropLast(2)) : word
    }

    private func spelled(_ word: String) -> String {
        guard let wordNet, !ContentWords.small.contains(word), !tags.lexicon.anchors.keys.contains(word),
            PartOfSpeech.allCases.allSatisfy({ wordNet.lemma(of: word, $0) == nil })
        else { return word }
        return wordNet.correction(of: word) ?? word
    }

    /// The noun counts most; the words before it colour it. "burnt sugar" is first of all sugar.
    private func vector(_ words: [Phrase.Word], _ headLemma: String) -> TagVector {
        var vector = TagVector()
        for (index, word) in words.enumerated() {
            let isHead = index == words.count - 1
            let lemma = isHead ? headLemma : word.part.flatMap { wordNet?.lemma(of: word.text, $0) } ?? word.text
            var own = tags.vector(lemma, word.part)
            if word.part == .adjective, let wordNet, wordNet.contains(lemma, .noun) {
                own.add(tags.vector(lemma, .noun), times: 0.5)
            }
            vector.add(own.focused(), times: isHead ? 1 : 0.9)
        }
        return vector.focused()
    }
}
