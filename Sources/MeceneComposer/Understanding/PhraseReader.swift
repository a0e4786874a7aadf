import Mecene
import Support
import WordSafety

/// Analyses a person's words: their head noun, its kind and its tags.
struct PhraseReader: Sendable {
    let wordNet: WordNet?
    let tags: WordTags
    let safety: SafetyRules
    let senses: Senses?
    private let readings = BoundedMemo<String, Phrase>(limit: 256)

    init(wordNet: WordNet?, tags: WordTags, safety: SafetyRules) {
        self.wordNet = wordNet
        self.tags = tags
        self.safety = safety
        senses = wordNet.map { Senses(wordNet: $0, tags: tags) }
    }

    func read(_ typed: String) -> Phrase {
        readings.value(typed) { phrase(known(typed)) }
    }

    private func phrase(_ typed: [String]) -> Phrase {
        let shape = shape(of: typed)
        let all = shape.words
        let head = head(of: Array(all[..<shape.end]), with: Array(all[shape.end...]))
        let noun = shape.end - head.length..<shape.end
        var words: [Phrase.Word] = []
        for (index, word) in all.enumerated() where !noun.contains(index) && !FunctionWords.all.contains(word) {
            let others = all.enumerated().filter { $0.offset != index }.map(\.element)
            words.append(modifier(withoutPossessive(word), beside: others))
        }
        words.append(Phrase.Word(text: head.text, part: head.part, category: head.category, meant: head.meant))
        // "Kings and queens": a person makes a company of what else is with it.
        let speaksOf = shape.partner?.kind == .character ? .character : head.kind
        let kind = shape.kind == .words ? .words : speaksOf
        // A quotation keeps its article.
        let whole = kind == .words ? typed : all
        let shift = whole.count - all.count
        let spelled = whole.enumerated().map { index, word in
            (noun.contains(index - shift) ? head.proper[word] : nil) ?? capitalized(word) ?? word
        }
        return Phrase(
            text: spelled.joined(separator: " "), kind: kind, isPlural: head.isPlural || shape.kind == .pair,
            isCountable: head.isCountable && shape.kind == .noun, isProperName: head.isProper && shape.kind == .noun,
            tags: vector(words, head.lemma), words: words, synonyms: head.synonyms)
    }

    /// The words in lower case, with typing slips corrected unless the correction would be refused.
    private func known(_ typed: String) -> [String] {
        let plain = Keyword.normalized(typed).split(separator: " ").map(String.init)
        let mended = plain.map(spelled)
        let isFit = mended == plain || safety.refusal(ofWritten: mended.joined(separator: " ")) == nil
        return isFit ? mended : plain
    }

    private func modifier(_ word: String, beside others: [String]) -> Phrase.Word {
        guard let wordNet, let senses else { return Phrase.Word(text: word, part: nil, category: .themes) }
        for part in [PartOfSpeech.adjective, .noun, .verb, .adverb] {
            guard let lemma = wordNet.lemma(of: word, part) else { continue }
            if part == .adjective, isColor(lemma, wordNet) {
                return Phrase.Word(text: word, part: part, category: .colors)
            }
            if part == .adjective {
                // As an adjective "star" means the leading one, and no light in the sky.
                let meant = wordNet.contains(lemma, .noun) ? wordNet.synsets(lemma, part, limit: 1).first : nil
                return Phrase.Word(text: word, part: part, category: .themes, meant: meant)
            }
            guard part == .noun, let choice = senses.choice(of: lemma, beside: dictionaryForms(others)) else {
                return Phrase.Word(text: word, part: part, category: .themes)
            }
            let synset = choice.synset
            let classes = Set(wordNet.hypernyms(of: synset).flatMap(\.words))
            let kind = NounKinds.kind(lemma, synset, classes)
            return Phrase.Word(
                text: word, part: .noun, category: NounKinds.category(kind, synset, classes), meant: synset)
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

    /// "paris" → "Paris" and "japanese" → "Japanese", where the word is foremost a name, and "i" → "I".
    private func capitalized(_ word: String) -> String? {
        if word == "i" || word.hasPrefix("i'") { return Grammar.capitalized(word) }
        guard let wordNet, word.count > 2, !FunctionWords.all.contains(word) else { return nil }
        if wordNet.contains(word, .adjective) {
            let written = wordNet.synsets(word, .adjective, limit: 1).first?.words.first { $0.lowercased() == word }
            return written != word && !wordNet.isEveryday(word) ? written : nil
        }
        return wordNet.foremost(word).flatMap { wordNet.properSpelling(word, $0) }
    }

    func withoutPossessive(_ word: String) -> String {
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
            var own = tags.vector(lemma, word.part, meant: word.meant)
            if word.part == .adjective, let wordNet, wordNet.contains(lemma, .noun) {
                own.add(tags.vector(lemma, .noun), times: 0.5)
            }
            vector.add(own.focused(), times: isHead ? 1 : 0.9)
        }
        return vector.focused()
    }
}
