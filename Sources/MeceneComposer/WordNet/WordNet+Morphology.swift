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

    /// Whether a word as typed is known as any kind of word.
    package func isWord(_ form: String) -> Bool {
        PartOfSpeech.allCases.contains { lemma(of: form, $0) != nil }
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
        let letters = Array(typed.lowercased().utf8)
        guard (5...24).contains(letters.count), letters.allSatisfy(Self.alphabet.contains) else { return nil }
        var best: (word: [UInt8], frequency: Int)?
        for candidate in Self.slips(letters) {
            let frequency = PartOfSpeech.allCases.map { self.frequency(candidate, $0) }.max() ?? 0
            if frequency > best?.frequency ?? 0 { best = (candidate, frequency) }
        }
        return best.map { String(decoding: $0.word, as: UTF8.self) }
    }

    private static let alphabet = UInt8(ascii: "a")...UInt8(ascii: "z")

    /// The first letter is rarely the wrong one, so it stays.
    private static func slips(_ letters: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for index in 1..<letters.count {
            if index + 1 < letters.count {
                var swapped = letters
                swapped.swapAt(index, index + 1)
                found.append(swapped)
            }
            var shorter = letters
            shorter.remove(at: index)
            found.append(shorter)
            for letter in alphabet {
                var other = letters
                other[index] = letter
                found.append(other)
                var longer = letters
                longer.insert(letter, at: index)
                found.append(longer)
            }
        }
        found += alphabet.map { letters + [$0] }
        return found
    }
}
