internal import PortraitDomain

extension PromptRules {
    /// Puts the prompt together: the person with the trigger, then one style, one palette and one mood in the model's
    /// own words, then the chosen keywords as far as model and token budget allow.
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
            if !hasTrigger, phrases.count < vocabulary.phraseLimit ?? .max, fits(phrases + [phrase]) {
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

    private func leadingPhrases(_ chosen: ChosenKeywords, _ meta: MetaKeywords, _ input: MeceneInput) -> [String] {
        let places: [([ModelVocabulary.Concept], [KeywordCategory: Double])] = [
            (vocabulary.styles, [.styles: 3, .mediums: 2, .themes: 0.5]),
            (vocabulary.palettes, [.colors: 3, .places: 0.5, .themes: 0.5, .time: 0.3]),
            (vocabulary.moods, [.emotions: 2, .time: 1.5, .themes: 1, .places: 0.5]),
        ]
        return places.compactMap { concepts, weights in
            // The person's own words weigh much: who writes "golden" wants gold.
            var evidence = Keyword.normalized(input.words).split(separator: " ").filter { $0.count > 2 }
                .map { (keyword: String($0), weight: 3.0) }
            for category in KeywordCategory.allCases {
                guard let weight = weights[category] else { continue }
                for (index, keyword) in meta[category].enumerated() {
                    let emphasis = chosen.words.contains(keyword) ? 1.5 : 1
                    evidence.append((keyword, weight * emphasis / Double(index + 1)))
                }
            }
            return phrase(concepts, evidence, seed: input.seed)
        }
    }

    /// The concept with most evidence for it, in the wording that is nearest to the evidence.
    private func phrase(
        _ concepts: [ModelVocabulary.Concept], _ evidence: [(keyword: String, weight: Double)], seed: UInt64
    ) -> String? {
        var best: (word: String, score: Double)?
        // Begins at another concept for every seed, so that without any evidence different seeds differ.
        for index in concepts.indices {
            let concept = concepts[(index + Int(seed % UInt64(concepts.count))) % concepts.count]
            var score = 0.0
            var nearest: (word: String, value: Double)?
            for (keyword, weight) in evidence {
                var best = 0.0
                for word in concept.words {
                    let value = relatedness(keyword, word)
                    best = max(best, value)
                    if value * weight > nearest?.value ?? 0 { nearest = (word, value * weight) }
                }
                score += weight * best
            }
            guard let word = nearest?.word ?? concept.words.first else { continue }
            if score > best?.score ?? -1 { best = (word, score) }
        }
        return best?.word
    }
}
