/// The words that a model was trained on, so that a prompt can be put in words that steer it.
package struct ModelVocabulary: Sendable, Equatable {
    /// One thing that the model tells apart.
    package struct Concept: Sendable, Equatable {
        package let name: String
        /// What the model knows it by, the plainest first.
        package let words: [String]
        /// The model's word for every name of the concept, by the name's ``Keyword/key(_:)``.
        private let wordsByKey: [String: String]

        /// - Parameter kin: words that the model does not know, for which this concept comes nearest to what is meant.
        package init(name: String, words: [String], kin: [String] = []) {
            self.name = name
            self.words = words
            let own = words.map { ($0, $0) }
            let further = words.first.map { plainest in kin.map { ($0, plainest) } } ?? []
            wordsByKey = Dictionary((own + further).map { (Keyword.key($0), $1) }) { first, _ in first }
        }

        /// The model's word for a keyword that names this concept or ends with its name, as "deep ocean" does with
        /// "ocean".
        package func word(for keyword: String) -> String? {
            var rest = Keyword.key(keyword)[...]
            while !rest.isEmpty {
                if let word = wordsByKey[String(rest)] { return word }
                guard let space = rest.firstIndex(of: " ") else { return nil }
                rest = rest[rest.index(after: space)...]
            }
            return nil
        }
    }

    package var styles: [Concept]
    package var palettes: [Concept]
    package var moods: [Concept]
    /// Whether the model understands nothing beyond these words, so that others would only blur what it draws.
    package var isClosed: Bool

    package init(
        styles: [Concept] = [], palettes: [Concept] = [], moods: [Concept] = [], isClosed: Bool = false
    ) {
        self.styles = styles
        self.palettes = palettes
        self.moods = moods
        self.isClosed = isClosed
    }

    /// A model that takes any words, as SDXL does.
    package static let open = ModelVocabulary()
}
