/// Makes ideas for portraits from a few words.
package protocol IdeaComposer: Sendable {
    /// Different ideas for the same words; idea i, from 0, has the seed `seed + i`, wrapping.
    func ideas(for words: String, count: Int, seed: UInt64) async throws(PortraitError) -> IdeaResult
}

package struct IdeaResult: Sendable, Equatable, Codable {
    package var ideas: [PortraitIdea]
    /// How they came to be, one line per node of the workflow.
    package var trace: [String]

    package init(ideas: [PortraitIdea], trace: [String] = []) {
        self.ideas = ideas
        self.trace = trace
    }
}

/// Tells a few words, which want an idea, from a prompt, which is used as it is.
package func isFewWords(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return (1...4).contains(words.count) && !text.contains(",")
}
