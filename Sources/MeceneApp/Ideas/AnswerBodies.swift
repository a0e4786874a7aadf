import PortraitDomain

/// The answer to `/v1/ideas`.
struct IdeasBody: Codable, Sendable, Equatable {
    var ideas: [IdeaDocument]
}

/// The answer to `/v1/keywords`.
struct KeywordsBody: Codable, Sendable, Equatable {
    struct Entry: Codable, Sendable, Equatable {
        var words: String
        var seed: UInt64
        var title: String
        var keywords: [String: [String]]
        var chosen: [String]
        var source: String
    }

    var keywords: [Entry]

    init(_ ideas: [IdeaDocument]) {
        keywords = ideas.map {
            Entry(
                words: $0.words, seed: $0.seed, title: $0.title, keywords: $0.keywords, chosen: $0.chosen,
                source: $0.source)
        }
    }
}
