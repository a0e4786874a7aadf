extension WordNet {
    /// Whether words are primarily the name of a person, living or dead. Gods and figures of tales are not, nor is a
    /// name that is an everyday word too ("more", "sweet", "sitter", "woods"), nor what someone was called in everyday
    /// words ("sun king", "red cloud").
    package func isPerson(_ words: String) -> Bool {
        let words = words.lowercased()
        guard let first = synsets(words, .noun, limit: 1).first, isSomebody(first) else { return false }
        let parts = words.split(separator: " ").map(String.init)
        guard parts.allSatisfy(isEveryday) else { return true }
        // Of someone with a family name, that stands among the spellings by itself: "Berry", "Chuck Berry".
        return parts.count > 1 && first.words.contains { $0.lowercased() == parts.last }
    }

    /// A noun's primary meaning. For a word that is also a name it is the everyday one; nil if the everyday word is
    /// another part of speech, such as "more".
    func foremost(_ lemma: String) -> Synset? {
        let meanings = synsets(lemma, .noun, limit: Self.senseLimit)
        guard let first = meanings.first, isSomebody(first), isEveryday(lemma) else { return meanings.first }
        return meanings.first { $0.words.contains(lemma) }
    }

    /// The spelling of a word that is primarily a name; nil for everyday words. "God" and "Moon" are written small too,
    /// while a place or a month keeps its capital beside the everyday word, as "China" does.
    func properSpelling(_ lemma: String, _ foremost: Synset) -> String? {
        guard !foremost.words.contains(lemma), let name = foremost.words.first(where: { $0.lowercased() == lemma })
        else {
            return nil
        }
        let isFirm = [Self.locations, Self.times].contains(foremost.file)
        return isFirm || !synsets(lemma, .noun, limit: Self.senseLimit).contains { $0.words.contains(lemma) }
            ? name : nil
    }

    /// Whether words together name a thing, even one with a name in it: "halley's comet".
    package func isThing(_ words: String) -> Bool {
        guard let lemma = lemma(of: words, .noun), let first = synsets(lemma, .noun, limit: 1).first else {
            return false
        }
        return !isSomebody(first)
    }

    private func isSomebody(_ meaning: Synset) -> Bool {
        guard meaning.pointers.contains(where: { $0.symbol == "@i" }) else { return false }
        let classes = hypernyms(of: meaning)
        return classes.contains { $0.words.contains("person") && $0.file <= 18 }
            && !classes.contains { !Set($0.words).isDisjoint(with: ["spiritual being", "imaginary being"]) }
    }

    /// Whether a word, with a plural's ending or without it, is written in small letters in any of its meanings. Units
    /// of measure do not count: they are called after people.
    func isEveryday(_ word: String) -> Bool {
        let forms = word.hasSuffix("s") ? [word, String(word.dropLast())] : [word]
        return PartOfSpeech.allCases.contains { part in forms.contains { isEveryday($0, part) } }
    }

    private func isEveryday(_ lemma: String, _ part: PartOfSpeech) -> Bool {
        synsets(lemma, part, limit: Self.senseLimit).contains {
            $0.file != Self.quantities && $0.words.contains(lemma)
        }
    }

    /// The lexicographer's files noun.location, noun.quantity and noun.time.
    private static let locations = 15, quantities = 23, times = 28
}
