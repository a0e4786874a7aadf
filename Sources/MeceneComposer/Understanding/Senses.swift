import Mecene
import Support

/// Chooses a noun's meaning by the other words of its phrase: WordNet's first pirate is a plagiarist, but a salty one
/// is not.
struct Senses: Sendable {
    let wordNet: WordNet
    let tags: WordTags
    /// Further meanings are too rare to be meant.
    private static let considered = 6
    private let known = BoundedMemo<Int, Set<String>>(limit: 1024)

    init(wordNet: WordNet, tags: WordTags) {
        self.wordNet = wordNet
        self.tags = tags
    }

    struct Choice {
        let synset: Synset
        /// Whether the meaning is certain: the word has no other, or it is the first and the other words support it.
        var isCertain = false
    }

    /// - Parameter others: the words around it, in dictionary form.
    /// - Returns: nil where the word is no noun, or only somebody's name.
    func choice(of lemma: String, beside others: [String]) -> Choice? {
        guard let foremost = wordNet.foremost(lemma) else { return nil }
        // Ignore meanings that occur in no text if others do.
        let occurring = wordNet.frequency(lemma, .noun)
        let meanings = everyday(lemma, limit: occurring == 0 ? Self.considered : min(occurring, Self.considered))
        guard meanings.count > 1, meanings.contains(foremost) else {
            let isAlone = everyday(lemma, limit: Self.considered).count <= 1
            return Choice(synset: living(lemma, foremost) ?? foremost, isCertain: isAlone)
        }
        let context = Context(others, self)
        let scores = meanings.map { context.support($0) }
        let ranked = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        let best = meanings[ranked[0]]
        // Weak evidence does not outweigh the most frequent meaning.
        let lead = scores[ranked[0]] - scores[ranked[1]]
        let needed = best == foremost ? 0.25 * scores[ranked[0]] : max(0.5, 0.25 * scores[ranked[0]])
        if lead > 0, lead >= needed { return Choice(synset: best, isCertain: best == foremost) }
        return Choice(synset: living(lemma, foremost) ?? foremost)
    }

    /// Whether another word has this meaning first.
    func isFirst(_ synset: Synset, of word: String) -> Bool {
        wordNet.foremost(word) == synset
    }

    /// A portrait shows no unit of measure and no sign of mathematics: a mole is an animal there, an operator a person.
    /// Where texts have none of the meanings, their order says nothing and an animal is the likeliest.
    private func living(_ lemma: String, _ foremost: Synset) -> Synset? {
        guard [Self.quantities, Self.relations].contains(foremost.file) else { return nil }
        let meanings = everyday(lemma, limit: Self.considered)
        let animal = meanings.first { $0.file == Self.animals }
        if wordNet.frequency(lemma, .noun) == 0, let animal { return animal }
        return meanings.first { [Self.animals, Self.people].contains($0.file) }
    }

    /// Meanings with the word in lower case; the others are names.
    private func everyday(_ lemma: String, limit: Int) -> [Synset] {
        wordNet.synsets(lemma, .noun, limit: limit).filter { $0.words.contains(lemma) }
    }

    /// The lexicographer's files noun.animal, noun.person, noun.quantity and noun.relation.
    private static let animals = 5, people = 18, quantities = 23, relations = 24

    /// The tags of the other words.
    private struct Context {
        private var stems: Set<String> = []
        private var near: Set<String> = []
        private var vector = TagVector()
        private let senses: Senses

        init(_ others: [String], _ senses: Senses) {
            self.senses = senses
            for word in others {
                stems.formUnion(ContentWords.stems(of: word))
                for part in [PartOfSpeech.noun, .adjective] {
                    for synset in senses.wordNet.synsets(word, part, limit: 2) {
                        near.formUnion(senses.neighbors(synset))
                    }
                    vector.add(senses.tags.vector(word, part))
                }
            }
            if !vector.isEmpty { vector = vector.focused() }
        }

        /// The evidence for a meaning: most of all a word of the phrase in its definition, then shared neighbors and
        /// tags.
        func support(_ synset: Synset) -> Double {
            let own = senses.neighbors(synset)
            let named = Double(own.intersection(stems).count)
            let shared = Double(own.intersection(near).count)
            let tags = senses.tags.vector(of: synset)
            let likeness = tags.isEmpty ? 0 : max(0, tags.focused().dot(vector))
            return 1.5 * named + 0.3 * shared + likeness
        }
    }

    /// The words of a meaning's definition, its synonyms, what it is a kind of, and its field.
    private func neighbors(_ synset: Synset) -> Set<String> {
        known.value(synset.offset &* 4 | (PartOfSpeech.allCases.firstIndex(of: synset.part) ?? 0)) {
            named(synset).subtracting(Self.commonplace)
        }
    }

    private func named(_ synset: Synset) -> Set<String> {
        var stems = ContentWords.stems(of: synset.gloss)
        for word in synset.words { stems.formUnion(ContentWords.stems(of: word)) }
        for hypernym in wordNet.hypernyms(of: synset).prefix(2) {
            for word in hypernym.words { stems.formUnion(ContentWords.stems(of: word)) }
        }
        for pointer in synset.pointers where pointer.symbol == ";c" {
            for word in wordNet.synset(pointer.offset, pointer.part)?.words ?? [] {
                stems.formUnion(ContentWords.stems(of: word))
            }
        }
        return stems
    }

    /// Words in so many definitions that sharing them is no evidence.
    private static let commonplace: Set<String> = [
        "person", "someone", "something", "who", "that", "which", "used", "especially", "other", "being", "having",
        "made", "more", "not", "part", "any", "kind", "for", "when", "usually", "whose", "one", "act", "thing", "such",
        "very", "large", "small", "two", "some", "many", "has", "have", "be", "can", "it", "or",
    ]
}
