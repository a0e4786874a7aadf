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
    /// Words for a person that the trigger may follow: a child's word is never an adult's.
    package static let classWords = [
        "man", "woman", "person", "lady", "gentleman", "guy", "grandfather", "grandmother", "human",
    ]

    /// Gives a prompt its trigger: after the first word for the person in it, or in the phrase
    /// "portrait of a man img, " in front. A prompt that has the trigger stays as it is.
    ///
    /// - Parameter classWord: the word for the phrase; it is looked for in the prompt before all others.
    package func insert(into prompt: String, classWord: String = "person") -> TriggerInsertion {
        guard ranges(in: prompt).isEmpty else { return TriggerInsertion(prompt: prompt, place: .alreadyThere) }
        let words = PhraseWords(prompt)
        if let range = words.sitter([classWord]) ?? words.sitter(Self.classWords) {
            var extended = prompt
            extended.insert(contentsOf: " " + word, at: range.upperBound)
            return TriggerInsertion(prompt: extended, place: .afterClassWord(String(prompt[range])))
        }
        let article = classWord.lowercased().first.map { "aeiou".contains($0) } == true ? "an" : "a"
        let phrase = "portrait of \(article) \(classWord) \(word)"
        let hasText = prompt.contains { !$0.isWhitespace }
        return TriggerInsertion(prompt: hasText ? "\(phrase), \(prompt)" : phrase, place: .inFront)
    }
}
