extension WordNet {
    /// The dictionary form of a word as typed, by the exception lists and WordNet's own rules of detachment
    /// (morphy(7WN)); nil where it is no word of that kind.
    package func lemma(of form: String, _ part: PartOfSpeech) -> String? {
        let form = form.lowercased()
        if contains(form, part) { return form }
        if let exception = exception(form, part), contains(exception, part) { return exception }
        for (ending, replacement) in Self.endings[part] ?? [] where form.count > ending.count + 1 {
            guard form.hasSuffix(ending) else { continue }
            let candidate = form.dropLast(ending.count) + replacement
            if contains(String(candidate), part) { return String(candidate) }
        }
        return nil
    }

    private static let endings: [PartOfSpeech: [(String, String)]] = [
        .noun: [
            ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"),
            ("ies", "y"),
        ],
        .verb: [
            ("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
        ],
        .adjective: [("er", ""), ("est", ""), ("er", "e"), ("est", "e")],
    ]

    /// A frequent word that a typing slip turned into this one: one letter too few, too many, wrong, or two swapped.
    package func correction(of typed: String) -> String? {
        let letters = Array(typed.lowercased())
        guard (5...24).contains(letters.count), letters.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        var best: (word: String, frequency: Int)?
        for candidate in Self.slips(letters) {
            // The first letter is rarely the wrong one.
            let frequency = PartOfSpeech.allCases.map { self.frequency(candidate, $0) }.max() ?? 0
            if frequency > best?.frequency ?? 0 { best = (candidate, frequency) }
        }
        return best?.word
    }

    private static func slips(_ letters: [Character]) -> [String] {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
        var found: [String] = []
        for index in 1..<letters.count {
            var swapped = letters
            if index + 1 < letters.count {
                swapped.swapAt(index, index + 1)
                found.append(String(swapped))
            }
            found.append(String(letters[..<index] + letters[(index + 1)...]))
            for letter in alphabet {
                found.append(String(letters[..<index] + [letter] + letters[(index + 1)...]))
                found.append(String(letters[..<index] + [letter] + letters[index...]))
            }
        }
        found += alphabet.map { String(letters + [$0]) }
        return found
    }

    /// Whether words are foremost the name of a person, living or dead. Gods and figures of tales are not.
    package func isPerson(_ words: String) -> Bool {
        guard let first = synsets(words, .noun, limit: 1).first, first.pointers.contains(where: { $0.symbol == "@i" })
        else { return false }
        return hypernyms(of: first).contains { $0.words.contains("person") && $0.file <= 18 }
            && !hypernyms(of: first).contains {
                !Set($0.words).isDisjoint(with: ["spiritual being", "imaginary being"])
            }
    }
}
