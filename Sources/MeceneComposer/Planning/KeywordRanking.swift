import Mecene

/// Ranks keywords by their relation to the person's words and their weight in a picture.
struct KeywordRanking {
    let words: Phrase
    let vector: (String) -> TagVector

    /// Weights by visibility: style and subject first, then colors and mood, then abstract themes.
    private static let weights: [KeywordCategory: Double] = [
        .styles: 1.0, .subjects: 0.9, .mediums: 0.8, .colors: 0.8, .places: 0.75, .emotions: 0.75, .time: 0.65,
        .themes: 0.5,
    ]

    func choose(from meta: MetaKeywords) -> ChosenKeywords {
        let own = Set(words.words.map { Keyword.key($0.text) })
        var ranked: [(keyword: String, score: Double)] = []
        for category in KeywordCategory.allCases {
            for (index, keyword) in meta[category].enumerated() {
                var score = (Self.weights[category] ?? 0) / (1 + 0.35 * Double(index))
                score += 0.4 * max(0, vector(keyword).dot(words.tags))
                if own.contains(Keyword.key(keyword)) { score += 0.6 }
                ranked.append((keyword, score))
            }
        }
        let order = ranked.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
        return ChosenKeywords(words: order.prefix(ChosenKeywords.count).map(\.element.keyword))
    }
}
