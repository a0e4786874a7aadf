import PortraitDomain

extension PromptRules {
    /// Puts the prompt together: the person with the trigger, then a style and, where they are asked for, a palette and
    /// a mood in the model's own words, then the chosen keywords as far as the model understands them. What matters most
    /// stands first, since the end is left out where there is no room for it.
    package func compose(
        _ chosen: ChosenKeywords, from meta: MetaKeywords, _ input: MeceneInput
    ) -> ComposedPrompt {
        let lead = leadingPhrases(chosen, meta, input)
        var phrases: [String] = []
        var dropped: [String] = []
        var seen: Set<String> = []
        let left = Set(omitted.flatMap { meta[$0] })
        for phrase in lead + chosen.words where !left.contains(phrase) && seen.insert(Keyword.key(phrase)).inserted {
            // A second trigger would be taken for a second person.
            let hasTrigger = phrase.split(separator: " ").contains { $0.lowercased() == triggerWord.lowercased() }
            let isKnown = !vocabulary.isClosed || lead.contains(phrase)
            if !hasTrigger, isKnown {
                phrases.append(phrase)
            } else {
                dropped.append(phrase)
            }
        }
        return ComposedPrompt(text: text(of: phrases), phrases: phrases, dropped: dropped)
    }

    /// "portrait of a woman img, …". The trigger follows the class word directly and both stand early, where the text
    /// encoder gives them most weight.
    package func text(of phrases: [String]) -> String {
        let article = classWord.first.map { "aeiou".contains($0) } == true ? "an" : "a"
        return (["portrait of \(article) \(classWord) \(triggerWord)"] + phrases).joined(separator: ", ")
    }

    /// The person's own words count most: "golden" asks for gold. The idea's emotions and times set the mood. Its
    /// colors are not used, because the style has its own.
    private func leadingPhrases(_ chosen: ChosenKeywords, _ meta: MetaKeywords, _ input: MeceneInput) -> [String] {
        let asked = vocabulary.mentions(in: input.words)
        let own = Keyword.normalized(input.words).split(separator: " ").map(String.init).filter { $0.count > 2 }
        let felt = (meta[.emotions] + meta[.time]).flatMap(vocabulary.mentions(in:))
        let style =
            style(asked, chosen, meta)
            ?? related(vocabulary.styles, to: own + meta[.styles] + meta[.themes], seed: input.seed)
        let palette = asked.first { $0.kind == .palette }?.word
        var mood = (asked + felt).first { $0.kind == .mood }?.word
        // Where another part of the request gives the style, the mood may be all that the idea can say.
        if style == nil, palette == nil, mood == nil {
            mood = related(vocabulary.moods, to: own + meta[.emotions], seed: input.seed)
        }
        return [style, palette, mood].compactMap(\.self)
    }

    /// The style that the person names, else the one that most of the idea's styles and mediums name.
    private func style(
        _ asked: [ModelVocabulary.Mention], _ chosen: ChosenKeywords, _ meta: MetaKeywords
    ) -> String? {
        if let own = asked.first(where: { $0.kind == .style }) { return own.word }
        var scores: [Int: (word: String, score: Double)] = [:]
        for (category, weight) in [(KeywordCategory.styles, 3.0), (.mediums, 2)] {
            for (index, keyword) in meta[category].enumerated() {
                let emphasis = chosen.words.contains(keyword) ? 1.5 : 1
                for mention in vocabulary.mentions(in: keyword) where mention.kind == .style {
                    let score = weight * emphasis / Double(index + 1)
                    scores[mention.concept, default: (mention.word, 0)].score += score
                }
            }
        }
        return scores.max { ($0.value.score, -$0.key) < ($1.value.score, -$1.key) }?.value.word
    }

    /// The concept nearest in meaning to the keywords. The seed chooses where the search begins, so that ties differ by
    /// seed.
    private func related(_ concepts: [ModelVocabulary.Concept], to keywords: [String], seed: UInt64) -> String? {
        let start = concepts.isEmpty ? 0 : Int(seed % UInt64(concepts.count))
        var best: (word: String, score: Double)?
        for concept in concepts[start...] + concepts[..<start] {
            for word in concept.words {
                let score = keywords.reduce(0) { $0 + relatedness($1, word) }
                if score > best?.score ?? -1 { best = (word, score) }
            }
        }
        return best?.word
    }
}
