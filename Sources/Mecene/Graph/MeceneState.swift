package import PortraitDomain

/// The state of a run, filled stage by stage and kept in checkpoints.
package struct MeceneState: Sendable, Codable, Equatable {
    package let input: MeceneInput
    package var idea: Idea?
    package var keywords: MetaKeywords?
    package var chosen: ChosenKeywords?
    package var prompt: ComposedPrompt?
    /// Repairs of the authors' answers, one line each.
    package var repairs: [String] = []
    /// Authors of the idea and its keywords, in order and without repetition.
    package var authors: [String] = []

    package init(_ input: MeceneInput) {
        self.input = input
    }

    /// The finished idea; nil before the last stage.
    package var portraitIdea: PortraitIdea? {
        guard let idea, let keywords, let chosen, let prompt else { return nil }
        return PortraitIdea(
            words: input.words, seed: input.seed, title: idea.title?.text, text: idea.text, keywords: keywords.groups,
            chosen: chosen.words,
            prompt: prompt.phrases.joined(separator: ", "), source: authors.joined(separator: ", "))
    }

    mutating func sign(_ author: String) {
        if !authors.contains(author) { authors.append(author) }
    }
}
