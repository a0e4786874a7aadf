/// The words that a model was trained on, so that a prompt can be put in words that steer it.
package struct ModelVocabulary: Sendable, Equatable, Codable {
    /// One thing that the model tells apart, and the words that it knows for it, the plainest first.
    package struct Concept: Sendable, Equatable, Codable {
        package var name: String
        package var words: [String]

        package init(name: String, words: [String]) {
            self.name = name
            self.words = words
        }
    }

    package var styles: [Concept]
    package var palettes: [Concept]
    package var moods: [Concept]
    /// The most phrases that the model understands at once, beside the one with the person in it; nil where it takes
    /// as many as there is room for.
    package var phraseLimit: Int?

    package init(
        styles: [Concept] = [], palettes: [Concept] = [], moods: [Concept] = [], phraseLimit: Int? = nil
    ) {
        self.styles = styles
        self.palettes = palettes
        self.moods = moods
        self.phraseLimit = phraseLimit
    }

    /// A model that takes any words, as SDXL does.
    package static let open = ModelVocabulary()
}
