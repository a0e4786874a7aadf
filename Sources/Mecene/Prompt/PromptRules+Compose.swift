extension PromptRules {
    /// Puts the prompt together: the person with the trigger, then a style and, where they are asked for, a palette and
    /// a mood in the model's own words, then the chosen keywords as far as model and token budget allow.
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
            if !hasTrigger, isKnown, fits(phrases + [phrase]) {
                phrases.append(phrase)
            } else {
                dropped.append(phrase)
            }
        }
        let text = text(of: phrases)
        return ComposedPrompt(text: text, phrases: phrases, tokens: countTokens(text) + 2, dropped: dropped)
    }

    /// "portrait of a woman img, …". The trigger follows the class word directly and both stand early, where the text
    /// encoder gives them most weight.
    package func text(of phrases: [String]) -> String {
        let article = classWord.first.map { "aeiou".contains($0) } == true ? "an" : "a"
        return (["portrait of \(article) \(classWord) \(triggerWord)"] + phrases).joined(separator: ", ")
    }

    private func fits(_ phrases: [String]) -> Bool {
        countTokens(text(of: phrases)) + 2 <= tokenBudget
    }

    /// The person's own words say what is asked for: who writes "golden" wants gold. The idea's feelings and hours set
    /// the mood; its many colors would dye a picture that its style has colors for.
    private func leadingPhrases(_ chosen: ChosenKeywords, _ meta: MetaKeywords, _ input: MeceneInput) -> [String] {
        let own = Keyword.normalized(input.words).split(separator: " ").map(String.init)
        let asked = own + [Keyword.normalized(input.words)]
        var evidence = asked.map { (keyword: $0, weight: 20.0) }
        for (category, weight) in [(KeywordCategory.styles, 3.0), (.mediums, 2)] {
            for (index, keyword) in meta[category].enumerated() {
                let emphasis = chosen.words.contains(keyword) ? 1.5 : 1
                evidence.append((keyword, weight * emphasis / Double(index + 1)))
            }
        }
        return [
            style(evidence) ?? relatedStyle(own + meta[.styles] + meta[.themes], seed: input.seed),
            named(vocabulary.palettes, in: asked),
            named(vocabulary.moods, in: asked + meta[.emotions] + meta[.time]),
        ].compactMap(\.self)
    }

    /// The style that most of the idea's styles and mediums name.
    private func style(_ evidence: [(keyword: String, weight: Double)]) -> String? {
        var best: (word: String, score: Double)?
        for concept in vocabulary.styles {
            let found = evidence.compactMap { item in concept.word(for: item.keyword).map { ($0, item.weight) } }
            let score = found.reduce(0) { $0 + $1.1 }
            if let first = found.first, score > best?.score ?? 0 { best = (first.0, score) }
        }
        return best?.word
    }

    /// Where no style is named, the one that lies nearest in meaning. Begins at another one for every seed, so that
    /// without any evidence different seeds differ.
    private func relatedStyle(_ keywords: [String], seed: UInt64) -> String? {
        let styles = vocabulary.styles
        let start = styles.isEmpty ? 0 : Int(seed % UInt64(styles.count))
        var best: (word: String, score: Double)?
        for concept in styles[start...] + styles[..<start] {
            for word in concept.words {
                let score = keywords.reduce(0) { $0 + relatedness($1, word) }
                if score > best?.score ?? -1 { best = (word, score) }
            }
        }
        return best?.word
    }

    private func named(_ concepts: [ModelVocabulary.Concept], in keywords: [String]) -> String? {
        keywords.lazy.compactMap { keyword in
            concepts.lazy.compactMap { $0.word(for: keyword) }.first
        }.first
    }
}
