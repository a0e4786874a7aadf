import Mecene
import WordSafety

/// Writes a plan as keywords.
struct KeywordWriter: Sendable {
    let lexicon: Lexicon
    let safety: SafetyRules

    func keywords(_ plan: IdeaPlan) -> MetaKeywords {
        var list = List(safety: safety)
        // The person's own words first: they must not be taken for repetitions of something chosen for them.
        for word in plan.phrase.words { list.add(word.category, [word.text]) }
        list.add(.colors, plan.colors.map(\.keyword))
        list.add(.styles, [plan.style.keyword, plan.relatedStyle.keyword])
        list.add(.mediums, [plan.medium.keyword, plan.texture.keyword])
        list.add(.subjects, [plan.attire.keyword, plan.prop.keyword, plan.composition.keyword])
        list.add(.emotions, [plan.emotion.keyword, plan.otherEmotion.keyword])
        list.add(.time, [plan.time.keyword, plan.light.keyword])
        list.add(.places, [plan.place.keyword, plan.otherPlace.keyword])
        let themes = plan.target.strongest(3).flatMap { lexicon.tags[$0].themes.prefix(1) }
        list.add(.themes, Array((plan.phrase.synonyms.prefix(1) + themes).prefix(3)))
        fill(&list, plan)
        return list.meta
    }

    /// The keywords, with further fitting ones if there are too few.
    func filled(_ meta: MetaKeywords, _ plan: IdeaPlan) -> MetaKeywords {
        var list = List(safety: safety)
        for category in KeywordCategory.allCases { list.add(category, meta[category]) }
        fill(&list, plan)
        return list.meta
    }

    /// Collects keywords, without refused ones and duplicates.
    private struct List {
        let safety: SafetyRules
        var meta = MetaKeywords([:])
        private var seen: Set<String> = []

        init(safety: SafetyRules) {
            self.safety = safety
        }

        func isShort(_ category: KeywordCategory) -> Bool {
            meta[category].count < MetaKeywords.countPerCategory.lowerBound
        }

        mutating func add(_ category: KeywordCategory, _ keywords: [String]) {
            for keyword in keywords.map(Keyword.normalized) {
                guard meta[category].count < MetaKeywords.countPerCategory.upperBound,
                    Keyword.problem(keyword, safety) == nil, seen.insert(Keyword.key(keyword)).inserted
                else { continue }
                meta[category].append(keyword)
            }
        }
    }

    /// Further fitting keywords for a category that is short because another one has its keywords.
    private func fill(_ list: inout List, _ plan: IdeaPlan) {
        let sources: [(KeywordCategory, [LexiconList])] = [
            (.styles, [.styles]), (.mediums, [.mediums, .textures]), (.colors, [.colors]),
            (.subjects, [.props, .attire]), (.emotions, [.emotions]), (.time, [.times, .lights]), (.places, [.places]),
        ]
        for (category, lists) in sources where list.isShort(category) {
            let ranked = lists.flatMap(lexicon.entries).enumerated().sorted { first, second in
                let (a, b) = (first.element.fit(plan.target), second.element.fit(plan.target))
                return (b, first.offset) < (a, second.offset)
            }
            for (_, entry) in ranked where list.isShort(category) { list.add(category, [entry.keyword]) }
        }
        for tag in plan.target.strongest(8) where list.isShort(.themes) { list.add(.themes, lexicon.tags[tag].themes) }
        for tag in lexicon.tags where list.isShort(.themes) { list.add(.themes, tag.themes) }
    }
}
