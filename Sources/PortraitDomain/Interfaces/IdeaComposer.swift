/// Makes ideas for portraits from a few words.
package protocol IdeaComposer: Sendable {
    func ideas(for request: IdeaRequest) async throws(PortraitError) -> [ComposedIdea]

    /// Closes connections at the end.
    func close() async
}

extension IdeaComposer {
    package func close() async {}
}

/// A request for ideas.
package struct IdeaRequest: Sendable, Equatable {
    package var words: String
    /// Different ideas for the same words, 1…64; idea i, from 0, has the seed `seed + i`, wrapping.
    package var count = 1
    package var seed: UInt64
    /// The words of the model that draws the portrait, which are preferred; nil where it takes any.
    package var vocabulary: VocabularyDocument?
    /// Leaves style and medium out of the prompt, because the request names its own style.
    package var leavesOutStyle = false
    /// Folder in which every finished step is kept until its idea is finished, so that the same request goes on where
    /// it was interrupted; nil keeps nothing.
    package var checkpoints: String?

    package init(words: String, seed: UInt64) {
        self.words = words
        self.seed = seed
    }
}

/// A finished idea and how it came to be.
package struct ComposedIdea: Sendable, Equatable {
    package var idea: PortraitIdea
    /// The whole prompt, with class word and trigger word.
    package var prompt: String
    /// Repairs of a language model's answers.
    package var repairs: [String]
    /// Attempts beyond the first of each stage.
    package var retries: Int
    /// One line per node of the workflow.
    package var trace: [String]
    /// Its way through the workflow as a Mermaid flow chart.
    package var diagram: String

    package init(
        idea: PortraitIdea, prompt: String, repairs: [String] = [], retries: Int = 0, trace: [String] = [],
        diagram: String = ""
    ) {
        self.idea = idea
        self.prompt = prompt
        self.repairs = repairs
        self.retries = retries
        self.trace = trace
        self.diagram = diagram
    }
}

/// Whether these are a few words to make an idea of, and not a whole prompt.
package func isFewWords(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return (1...4).contains(words.count) && !text.contains(",")
}
