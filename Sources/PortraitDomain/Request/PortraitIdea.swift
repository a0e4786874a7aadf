/// An idea for a portrait: about fifty words, its keywords, and the prompt made from them.
package struct PortraitIdea: Sendable, Equatable, Codable {
    /// The words that it was made from.
    package var words: String
    /// The idea's own seed: with the same words and composer it gives the same idea.
    package var seed: UInt64
    /// The picture's label, two to five words. Pictures recorded before ideas had titles have none.
    package var title: String?
    /// The idea in about fifty words.
    package var text: String
    /// Keywords in the order of their categories.
    package var keywords: [KeywordGroup]
    /// The keywords that matter for the picture, the most important first.
    package var chosen: [String]
    /// The prompt, without class word and trigger word.
    package var prompt: String
    /// The same, phrase by phrase, the most important first.
    package var phrases: [String] {
        prompt.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }
    /// Its author: the composer's or language model's name and version.
    package var source: String

    package init(
        words: String, seed: UInt64, title: String? = nil, text: String, keywords: [KeywordGroup], chosen: [String],
        prompt: String,
        source: String
    ) {
        self.words = words
        self.seed = seed
        self.title = title
        self.text = text
        self.keywords = keywords
        self.chosen = chosen
        self.prompt = prompt
        self.source = source
    }
}

/// The keywords of one category: themes, colors, styles, mediums, subjects, emotions, time or places.
package struct KeywordGroup: Sendable, Equatable, Codable {
    package var category: String
    package var words: [String]

    package init(category: String, words: [String]) {
        self.category = category
        self.words = words
    }
}
