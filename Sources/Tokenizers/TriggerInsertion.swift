/// A prompt that carries the trigger word, and how it came in.
package struct TriggerInsertion: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// The prompt had it already.
        case alreadyThere
        /// After a word for the person that the prompt had.
        case afterClassWord(String)
        /// In a phrase put in front of the prompt.
        case inFront
    }

    package let prompt: String
    package let place: Place
}

extension TriggerWord {
    /// Words for a person that the trigger may follow.
    package static let classWords = [
        "man", "woman", "person", "boy", "girl", "child", "baby", "lady", "gentleman", "guy", "teenager", "kid",
        "grandfather", "grandmother", "human",
    ]

    /// Gives a prompt its trigger: after the first word for the person in it, or in the phrase
    /// "portrait of a man img, " in front. A prompt that has the trigger stays as it is.
    ///
    /// - Parameter classWord: the word for the phrase; it is looked for in the prompt before all others.
    package func insert(into prompt: String, classWord: String = "person") -> TriggerInsertion {
        guard ranges(in: prompt).isEmpty else { return TriggerInsertion(prompt: prompt, place: .alreadyThere) }
        if let range = firstPlace(of: [classWord], in: prompt) ?? firstPlace(of: Self.classWords, in: prompt) {
            var extended = prompt
            extended.insert(contentsOf: " " + word, at: range.upperBound)
            return TriggerInsertion(prompt: extended, place: .afterClassWord(String(prompt[range])))
        }
        let article = classWord.lowercased().first.map { "aeiou".contains($0) } == true ? "an" : "a"
        let phrase = "portrait of \(article) \(classWord) \(word)"
        let hasText = prompt.contains { !$0.isWhitespace }
        return TriggerInsertion(prompt: hasText ? "\(phrase), \(prompt)" : phrase, place: .inFront)
    }

    /// The leftmost whole word among `words`, in any case.
    private func firstPlace(of words: [String], in prompt: String) -> Range<String.Index>? {
        let indices = Array(prompt.unicodeScalars.indices) + [prompt.endIndex]
        let typed = Array(prompt.unicodeScalars)
        let scalars = typed.map { scalar in
            scalar.isASCII ? scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar
        }
        return words.flatMap { WordBoundary.places(of: $0.lowercased(), in: scalars) }
            .filter { WordBoundary.isWholeWord($0, in: typed) }
            .min { $0.lowerBound < $1.lowerBound }
            .map { indices[$0.lowerBound]..<indices[$0.upperBound] }
    }
}
