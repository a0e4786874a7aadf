import Mecene
import Support
import WordSafety

/// Writes a plan as three or four sentences.
struct IdeaWriter: Sendable {
    let plan: IdeaPlan
    let safety: SafetyRules

    /// Words that may occur more than once in an idea.
    enum Repetition: Sendable {
        /// Only words that the person wrote twice.
        case none
        /// The person's words as well: "calm portrait" repeats the "portrait" of the sentences.
        case ownWords
        case any
    }

    /// - Returns: nil where the sentences that were drawn are too short, too long, or repeat what must not be repeated.
    func draft(_ random: inout SeededRandom, repeating: Repetition = .none) -> Idea? {
        let fillings = fillings(stance: random.pick(SentencePatterns.stances))
        var sentences = [
            random.pick(SentencePatterns.opening(plan.phrase)),
            random.pick(SentencePatterns.settings),
            random.pick(SentencePatterns.details),
        ].map { $0.filled(fillings) }
        let ending = random.pick(SentencePatterns.endings).filled(fillings)
        let count = Idea(text: (sentences + [ending]).joined(separator: " ")).wordCount
        if count <= Idea.wordCount.upperBound { sentences.append(ending) }
        let idea = Idea(text: sentences.joined(separator: " "))
        guard Idea.wordCount.contains(idea.wordCount) else { return nil }
        return isAllowed(idea, repeating) && idea.problems(safety).isEmpty ? idea : nil
    }

    private func isAllowed(_ idea: Idea, _ repeating: Repetition) -> Bool {
        let words = ContentWords.list(idea.text)
        let own = ContentWords.list(plan.phrase.text)
        func repeats(_ words: [String]) -> Int { words.count - Set(words).count }
        switch repeating {
        case .none: return repeats(words) <= repeats(own)
        case .ownWords: return repeats(words.filter { !own.contains($0) }) == 0
        case .any: return true
        }
    }

    private func fillings(stance: String) -> SentencePattern.Fillings {
        let phrase = plan.phrase
        var fillings = SentencePattern.Fillings(
            texts: [
                "phrase": phrase.withArticle, "title": phrase.title, "style": plan.style.text,
                "medium": plan.medium.text, "time": plan.time.text, "light": plan.light.text,
                "place": "\(plan.place.preposition) \(plan.place.text)",
                "colors": Grammar.list(plan.colors.map(\.text)), "attire": plan.attire.text, "prop": plan.prop.text,
                "emotion": plan.emotion.text, "texture": plan.texture.text, "composition": plan.composition.text,
                "stance": stance,
            ], plurals: [])
        if phrase.isPlural { fillings.plurals.insert("phrase") }
        if plan.texture.isPlural { fillings.plurals.insert("texture") }
        if plan.light.isPlural { fillings.plurals.insert("light") }
        return fillings
    }
}
