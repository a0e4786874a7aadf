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
}
