/// Finds what words have to do with the lexicon's tags, along WordNet's relations.
struct WordTags: Sendable {
    let lexicon: Lexicon
    let wordNet: WordNet?

    /// Weights by how directly a word leads to an anchor.
    private enum Weight {
        static let word = 2.0, synonym = 0.8, hypernym = 0.6, climb = 0.65, related = 0.5, part = 0.2, gloss = 0.25
    }

    func vector(_ lemma: String, _ part: PartOfSpeech?) -> TagVector {
        var vector = TagVector()
        raise(&vector, lemma, by: Weight.word)
        raise(&vector, for: lexicon.byKeyword[lemma], by: Weight.word)
        guard let wordNet, let part else { return vector }
        for (index, synset) in wordNet.synsets(lemma, part).enumerated() {
            add(synset, to: &vector, weight: 1 / (1 + Double(index)), wordNet)
        }
        return vector
    }

    private func add(_ synset: Synset, to vector: inout TagVector, weight: Double, _ wordNet: WordNet) {
        for word in synset.words { raise(&vector, word.lowercased(), by: weight * Weight.synonym) }
        var climb = weight * Weight.hypernym
        for hypernym in wordNet.hypernyms(of: synset).prefix(5) {
            for word in hypernym.words { raise(&vector, word.lowercased(), by: climb) }
            climb *= Weight.climb
        }
        for pointer in synset.pointers.prefix(24) {
            let step: Double =
                switch pointer.symbol {
                case "&", "+", "=", "\\", ";c": Weight.related
                case "%p", "#p", "%s", "#m": Weight.part
                default: 0
                }
            guard step > 0, let related = wordNet.synset(pointer.offset, pointer.part) else { continue }
            for word in related.words { raise(&vector, word.lowercased(), by: weight * step) }
        }
        for word in ContentWords.list(synset.gloss) { raise(&vector, word, by: weight * Weight.gloss) }
    }

    private func raise(_ vector: inout TagVector, _ word: String, by weight: Double) {
        guard let tags = lexicon.anchors[word] else { return }
        // A word that points to many tags says less about each of them.
        let share = weight / Double(tags.count).squareRoot()
        for tag in tags { vector.raise(tag, by: share) }
    }

    private func raise(_ vector: inout TagVector, for entry: LexiconEntry?, by weight: Double) {
        if let entry { vector.add(entry.vector, times: weight) }
    }
}
