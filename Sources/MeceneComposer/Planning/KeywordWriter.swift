internal import Mecene

/// Writes a plan as keywords.
struct KeywordWriter: Sendable {
    let lexicon: Lexicon
    let safety: SafetyRules

    func keywords(_ plan: IdeaPlan) -> MetaKeywords {
        var meta = MetaKeywords([:])
        var seen: Set<String> = []
        func add(_ category: KeywordCategory, _ keywords: [String]) {
            for keyword in keywords.map(Keyword.normalized) {
                guard meta[category].count < MetaKeywords.countPerCategory.upperBound,
                    Keyword.problem(keyword, safety) == nil, seen.insert(Keyword.key(keyword)).inserted
                else { continue }
                meta[category].append(keyword)
            }
        }
        // The person's own words first: they must not be taken for repetitions of something chosen for them.
        for word in plan.phrase.words { add(word.category, [word.text]) }
        add(.colors, plan.colors.map(\.keyword))
        add(.styles, [plan.style.keyword, plan.relatedStyle.keyword])
        add(.mediums, [plan.medium.keyword, plan.texture.keyword])
        add(.subjects, [plan.attire.keyword, plan.prop.keyword, plan.composition.keyword])
        add(.emotions, [plan.emotion.keyword, plan.otherEmotion.keyword])
        add(.time, [plan.time.keyword, plan.light.keyword])
        add(.places, [plan.place.keyword, plan.otherPlace.keyword])
        let themes = plan.target.strongest(3).flatMap { lexicon.tags[$0].themes.prefix(1) }
        add(.themes, Array((plan.phrase.synonyms.prefix(1) + themes).prefix(3)))
        fill(&meta, plan, add)
        return meta
    }

    /// More of what fits where a category is short, because a keyword was taken in another one.
    private func fill(_ meta: inout MetaKeywords, _ plan: IdeaPlan, _ add: (KeywordCategory, [String]) -> Void) {
        let sources: [(KeywordCategory, [LexiconList])] = [
            (.styles, [.styles]), (.mediums, [.mediums, .textures]), (.colors, [.colors]),
            (.subjects, [.props, .attire]), (.emotions, [.emotions]), (.time, [.times, .lights]), (.places, [.places]),
        ]
        func isShort(_ category: KeywordCategory) -> Bool {
            meta[category].count < MetaKeywords.countPerCategory.lowerBound
        }
        for (category, lists) in sources where isShort(category) {
            let ranked = lists.flatMap(lexicon.entries).enumerated().sorted { first, second in
                let (a, b) = (first.element.fit(plan.target), second.element.fit(plan.target))
                return (b, first.offset) < (a, second.offset)
            }
            for (_, entry) in ranked where isShort(category) { add(category, [entry.keyword]) }
        }
        for tag in plan.target.strongest(8) where isShort(.themes) { add(.themes, lexicon.tags[tag].themes) }
        for tag in lexicon.tags where isShort(.themes) { add(.themes, tag.themes) }
    }
}
