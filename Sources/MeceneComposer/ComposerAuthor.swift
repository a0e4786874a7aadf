package import Mecene
import Support
package import WordSafety
package import Workflow

/// The embedded author: no model, no network. It composes ideas from WordNet and the lexicon of art.
package struct ComposerAuthor: MeceneAuthor {
    package static let version = 5

    package let name: String
    let lexicon: Lexicon
    let reader: PhraseReader
    let safety: SafetyRules
    private let vectors = BoundedMemo<String, TagVector>(limit: 2048)
    private let compositions = BoundedMemo<MeceneInput, Composition>(limit: 64)

    /// - Parameter wordNet: nil where it is not installed; words are then understood by the lexicon's own list alone.
    package init(wordNet: WordNet?, lexicon: Lexicon) {
        let tags = WordTags(lexicon: lexicon, wordNet: wordNet)
        self.lexicon = lexicon
        safety = wordNet.map(SafetyRules.init(wordNet:)) ?? SafetyRules()
        reader = PhraseReader(wordNet: wordNet, tags: tags, safety: safety)
        name = "composer \(Self.version)" + (wordNet == nil ? " without WordNet" : "")
    }

    /// The safety rules with WordNet's knowledge of people.
    package var safetyRules: SafetyRules { safety }

    package func generateIdea(_ input: MeceneInput, _ context: NodeContext) throws -> Idea {
        let composed = composition(input)
        context.note("read as \(composed.plan.phrase.kind): \(describe(composed.plan.phrase))")
        return composed.idea
    }

    package func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) throws -> MetaKeywords {
        let composed = composition(input)
        let writer = KeywordWriter(lexicon: lexicon, safety: safety)
        let own = writer.keywords(composed.plan)
        guard composed.idea != idea else { return own }
        // A keyword of two categories can leave one of them short.
        return writer.filled(KeywordFinder(lexicon: lexicon).keywords(in: idea, orElse: own), composed.plan)
    }

    package func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) throws -> ChosenKeywords {
        // The last stage that reads much of the dictionary.
        defer { reader.wordNet?.releasePages() }
        let words = composition(input).plan.phrase
        return KeywordRanking(words: words, vector: vector(of:)).choose(from: meta)
    }

    /// How near two phrases are in meaning, 0…1: for choosing the words that a model knows.
    package var relatedness: PromptRules.Relatedness {
        { first, second in
            if Keyword.key(first) == Keyword.key(second) { return 1 }
            return 0.8 * max(0, vector(of: first).dot(vector(of: second)))
        }
    }

    func vector(of text: String) -> TagVector {
        vectors.value(text) {
            if let entry = lexicon.byKeyword[text] { return entry.vector }
            return reader.read(text).tags
        }
    }

    struct Composition {
        let plan: IdeaPlan
        let idea: Idea
    }

    /// The same plan and idea for the same words and seed.
    private func composition(_ input: MeceneInput) -> Composition {
        compositions.value(input) { compose(input) }
    }

    private func compose(_ input: MeceneInput) -> Composition {
        var random = SeededRandom(words: input.words, seed: input.seed)
        let read = reader.read(input.words)
        // Words that leave no room for others, or that a longer text must not have.
        let isFit = read.text.split(separator: " ").count <= 16 && safety.refusal(ofWritten: read.text) == nil
        let own = isFit ? read : read.untitled
        let planner = Planner(lexicon: lexicon)
        var last: Composition?
        // Nearly every plan finds its sentences at once; another plan is tried where words repeat or do not fit.
        for attempt in 0..<20 {
            let repeating: IdeaWriter.Repetition = attempt < 5 ? .none : attempt < 14 ? .ownWords : .any
            let phrase = attempt < 18 ? own : own.untitled
            let plan = planner.plan(phrase, &random)
            let writer = IdeaWriter(plan: plan, safety: safety)
            for _ in 0..<12 {
                if let idea = writer.draft(&random, repeating: repeating) {
                    return Composition(plan: plan, idea: titled(idea, plan, input))
                }
            }
            last = Composition(plan: plan, idea: Idea(text: ""))
        }
        return last ?? Composition(plan: planner.plan(own, &random), idea: Idea(text: ""))
    }

    private func titled(_ idea: Idea, _ plan: IdeaPlan, _ input: MeceneInput) -> Idea {
        let title = titles.title(TitleSubject(plan), words: input.words, seed: input.seed)
        return idea.titled(title ?? .plain(input.words))
    }

    /// A title for another author's idea, from the things that it names.
    package func title(for idea: Idea, _ input: MeceneInput) -> Title? {
        let subject = TitleSubject(reader.read(input.words), in: idea, lexicon)
        return titles.title(subject, words: input.words, seed: input.seed)
    }

    private var titles: TitleWriter { TitleWriter(patterns: lexicon.titles, safety: safety) }

    private func describe(_ phrase: Phrase) -> String {
        let tags = phrase.tags.strongest(4).map { lexicon.tags[$0].name }
        return "\(phrase.text) (\(tags.isEmpty ? "unknown words" : tags.joined(separator: ", ")))"
    }
}
