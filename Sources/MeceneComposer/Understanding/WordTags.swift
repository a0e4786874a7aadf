import Support

/// Relates words to the lexicon's tags, along WordNet's relations.
struct WordTags: Sendable {
    let lexicon: Lexicon
    let wordNet: WordNet?
    private let senses = BoundedMemo<Int, TagVector>(limit: 2048)

    init(lexicon: Lexicon, wordNet: WordNet?) {
        self.lexicon = lexicon
        self.wordNet = wordNet
    }

    /// Weights by how directly a word leads to an anchor.
    private enum Weight {
        static let word = 2.0, synonym = 0.8, hypernym = 0.6, climb = 0.65, related = 0.5, part = 0.2, gloss = 0.25
    }

    /// - Parameter meant: the meaning that the word has in its phrase; nil goes by the dictionary's order.
    func vector(_ lemma: String, _ part: PartOfSpeech?, meant: Synset? = nil) -> TagVector {
        var vector = TagVector()
        var synsets = part.map { wordNet?.synsets(lemma, $0) ?? [] } ?? []
        if let meant { synsets = [meant] + synsets.filter { $0 != meant } }
        // The lexicon means one thing by a word; what is meant here may be another.
        let isOther = meant.map { disagrees(lemma, with: $0) } ?? false
        let own = isOther ? Weight.gloss : Weight.word
        raise(&vector, lemma, by: own)
        if let entry = lexicon.byKeyword[lemma] { vector.add(entry.vector, times: own) }
        for (index, synset) in synsets.enumerated() {
            vector.add(self.vector(of: synset), times: 1 / (1 + Double(index)))
        }
        return vector
    }

    /// The tags of one meaning of a word.
    func vector(of synset: Synset) -> TagVector {
        senses.value(synset.offset &* 4 | (PartOfSpeech.allCases.firstIndex(of: synset.part) ?? 0)) {
            var vector = TagVector()
            if let wordNet { add(synset, to: &vector, wordNet) }
            return vector
        }
    }

    private func disagrees(_ lemma: String, with meant: Synset) -> Bool {
        let tags = lexicon.anchors[lemma] ?? []
        var vector = self.vector(of: meant)
        // The word itself stands among the meaning's synonyms.
        for tag in tags { vector.raise(tag, by: -Weight.synonym / Double(tags.count).squareRoot()) }
        return !tags.isEmpty && !vector.strongest(1).isEmpty && tags.allSatisfy { vector[$0] <= 0.01 }
    }

    private func add(_ synset: Synset, to vector: inout TagVector, _ wordNet: WordNet) {
        for word in synset.words { raise(&vector, word.lowercased(), by: Weight.synonym) }
        var climb = Weight.hypernym
        for hypernym in wordNet.hypernyms(of: synset).prefix(5) {
            // "Person, someone, soul" is above every person, and would tag all of them as devout.
            let words = hypernym.words.contains("someone") ? [] : hypernym.words
            for word in words { raise(&vector, word.lowercased(), by: climb) }
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
            for word in related.words { raise(&vector, word.lowercased(), by: step) }
        }
        for word in ContentWords.list(synset.gloss) { raise(&vector, word, by: Weight.gloss) }
    }

    private func raise(_ vector: inout TagVector, _ word: String, by weight: Double) {
        guard let tags = lexicon.anchors[word] else { return }
        // A word that points to many tags says less about each of them.
        let share = weight / Double(tags.count).squareRoot()
        for tag in tags { vector.raise(tag, by: share) }
    }
}
