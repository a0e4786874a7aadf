/// One idea as it is given out, by the service and by `narcis idea --json` alike.
package struct IdeaDocument: Sendable, Equatable, Codable {
    package var words: String
    package var seed: UInt64
    /// Two to five words for a label.
    package var title: String
    /// The idea, 40 to 60 words.
    package var idea: String
    /// Eight categories.
    package var keywords: [String: [String]]
    /// Fifteen, the most important first.
    package var chosen: [String]
    /// The whole prompt, with class word and trigger word.
    package var prompt: String
    /// The prompt's phrases without the person's own.
    package var phrases: [String]
    /// Who wrote it.
    package var source: String
    /// Repairs of a language model's answers.
    package var repairs: [String]
    /// Attempts beyond the first of each stage.
    package var retries: Int

    package init(_ composed: ComposedIdea) {
        let idea = composed.idea
        words = idea.words
        seed = idea.seed
        title = idea.title ?? idea.words
        self.idea = idea.text
        keywords = Dictionary(idea.keywords.map { ($0.category, $0.words) }, uniquingKeysWith: { first, _ in first })
        chosen = idea.chosen
        prompt = composed.prompt
        phrases = idea.phrases
        source = idea.source
        repairs = composed.repairs
        retries = composed.retries
    }
}
