package import PortraitDomain

/// The words that a model was trained on. Texts are searched for them, so that a prompt uses words that steer the
/// model.
package struct ModelVocabulary: Sendable {
    package typealias Concept = VocabularyDocument.Concept

    package enum Kind: Sendable {
        case style, palette, mood
    }

    /// A concept that a text names.
    package struct Mention: Sendable, Equatable {
        package let kind: Kind
        /// Index of the concept in its list.
        package let concept: Int
        /// The model's word for what was named.
        package let word: String
    }

    package let styles: [Concept]
    package let palettes: [Concept]
    package let moods: [Concept]
    /// Whether the model knows no other words; they would only blur its pictures.
    package let isClosed: Bool
    private let mentions: [String: [Mention]]
    private let longestName: Int

    package init(
        styles: [Concept] = [], palettes: [Concept] = [], moods: [Concept] = [], isClosed: Bool = false
    ) {
        self.styles = styles
        self.palettes = palettes
        self.moods = moods
        self.isClosed = isClosed
        var mentions: [String: [Mention]] = [:]
        for (kind, concepts) in [(Kind.style, styles), (.palette, palettes), (.mood, moods)] {
            for (index, concept) in concepts.enumerated() {
                let own = concept.words.filter { !concept.unheard.contains($0) }.map { ($0, $0) }
                let further = concept.words.first.map { plainest in concept.kin.map { ($0, plainest) } } ?? []
                for (name, word) in own + further {
                    mentions[Self.key(name), default: []].append(Mention(kind: kind, concept: index, word: word))
                }
            }
        }
        self.mentions = mentions
        longestName = mentions.keys.map { $0.split(separator: " ").count }.max() ?? 0
    }

    package init(_ document: VocabularyDocument) {
        self.init(
            styles: document.styles, palettes: document.palettes, moods: document.moods, isClosed: document.closed)
    }

    /// A model that takes any words, as SDXL does.
    package static let open = ModelVocabulary()

    package var withoutStyles: ModelVocabulary {
        ModelVocabulary(palettes: palettes, moods: moods, isClosed: isClosed)
    }

    /// The concepts that a text names, in order. A longer name wins over a shorter one inside it: "ink drawing" is no
    /// pencil drawing.
    package func mentions(in text: String) -> [Mention] {
        let words = Self.key(text).split(separator: " ")
        var found: [Mention] = []
        var rest = words[...]
        while !rest.isEmpty {
            let lengths = stride(from: min(longestName, rest.count), to: 0, by: -1)
            let named = lengths.lazy.compactMap { length in
                mentions[rest.prefix(length).joined(separator: " ")].map { (length, $0) }
            }.first
            found += named?.1 ?? []
            rest = rest.dropFirst(named?.0 ?? 1)
        }
        return found
    }

    /// Words without plurals and hyphens.
    private static func key(_ text: String) -> String {
        Keyword.key(String(text.map { $0 == "-" ? " " : $0 }))
    }
}
