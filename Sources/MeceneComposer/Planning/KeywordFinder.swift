import Mecene

/// Finds the lexicon's keywords in an idea that someone else wrote.
struct KeywordFinder {
    let lexicon: Lexicon

    private static let categories: [(LexiconList, KeywordCategory)] = [
        (.styles, .styles), (.mediums, .mediums), (.textures, .mediums), (.colors, .colors), (.lights, .time),
        (.times, .time), (.places, .places), (.emotions, .emotions), (.attire, .subjects), (.props, .subjects),
    ]

    /// The keywords that the idea names, then others up to the limit.
    func keywords(in idea: Idea, orElse others: MetaKeywords) -> MetaKeywords {
        let text = " " + Keyword.normalized(idea.text) + " "
        var lists = Dictionary(uniqueKeysWithValues: KeywordCategory.allCases.map { ($0, [String]()) })
        for (list, category) in Self.categories {
            for entry in lexicon.entries(list) where text.contains(" \(entry.keyword) ") {
                lists[category, default: []].append(entry.keyword)
            }
        }
        var seen: Set<String> = []
        var found = MetaKeywords([:])
        let limit = MetaKeywords.countPerCategory
        for category in KeywordCategory.allCases {
            for keyword in lists[category] ?? [] where found[category].count < limit.upperBound {
                if seen.insert(Keyword.key(keyword)).inserted { found[category].append(keyword) }
            }
        }
        for category in KeywordCategory.allCases {
            for keyword in others[category] where found[category].count < limit.upperBound - 2 {
                if seen.insert(Keyword.key(keyword)).inserted { found[category].append(keyword) }
            }
        }
        return found
    }
}
