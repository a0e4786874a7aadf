import Mecene
import PortraitDomain
import Workflow

/// One idea as the interface gives it out.
struct IdeaBody: Codable, Sendable, Equatable {
    var words: String
    var seed: UInt64
    /// The idea, 40 to 60 words.
    var idea: String
    /// Eight categories.
    var keywords: [String: [String]]
    /// Fifteen, the most important first.
    var chosen: [String]
    /// The whole prompt, with class word and trigger word.
    var prompt: String
    /// The prompt's phrases without the person's own.
    var phrases: [String]
    /// Who wrote it.
    var source: String
    /// What was mended in a language model's answers.
    var repairs: [String]
    /// Attempts beyond the first of each stage.
    var retries: Int

    init(_ result: MeceneResult) {
        words = result.idea.words
        seed = result.idea.seed
        idea = result.idea.text
        keywords = [String: [String]](
            result.idea.keywords.map { ($0.category, $0.words) }, uniquingKeysWith: { first, _ in first })
        chosen = result.idea.chosen
        prompt = result.prompt.text
        phrases = result.prompt.phrases
        source = result.idea.source
        repairs =
            result.repairs
            + result.trace.entries.flatMap(\.notes).filter { $0.hasPrefix("repaired: ") }
        retries = result.trace.retries
    }
}

/// The answer to `/v1/ideas`.
struct IdeasBody: Codable, Sendable, Equatable {
    var ideas: [IdeaBody]
}

/// One element of the answer to `/v1/keywords`.
struct KeywordsBody: Codable, Sendable, Equatable {
    struct Entry: Codable, Sendable, Equatable {
        var words: String
        var seed: UInt64
        var keywords: [String: [String]]
        var chosen: [String]
        var source: String
    }

    var keywords: [Entry]

    init(_ ideas: [IdeaBody]) {
        keywords = ideas.map {
            Entry(words: $0.words, seed: $0.seed, keywords: $0.keywords, chosen: $0.chosen, source: $0.source)
        }
    }
}
