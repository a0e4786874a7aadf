import Mecene
import Support
import Testing
import Workflow

@testable import MeceneComposer

@Suite struct TitleTests {
    private let author: ComposerAuthor

    init() throws {
        author = ComposerAuthor(wordNet: try WordNet(), lexicon: try Lexicon())
    }

    private func idea(_ words: String, _ seed: UInt64) throws -> Idea {
        try author.generateIdea(MeceneInput(words: words, seed: seed, rules: author.safetyRules), .init())
    }

    @Test(
        "Every idea has its own title",
        arguments: [
            "tax auditor", "lonely robots", "angry owl", "melancholy ocean", "old clock", "burnt sugar",
            "corporate confidence", "velvet thunder", "forever young", "fire and ice", "my cat", "Paris", "xqzv wkrp",
            "bank manager", "seven samurai", "scissors", "quiet joy", "over the moon", "ocean", "garden of the moon",
        ])
    func titles(words: String) throws {
        var titles: Set<String> = []
        for seed in 0..<24 as Range<UInt64> {
            let idea = try idea(words, seed)
            let title = try #require(idea.title)
            #expect(title.problems(author.safetyRules, words: words) == [], "\(title.text)")
            #expect(try self.idea(words, seed).title == title)
            titles.insert(title.text)
        }
        #expect(titles.count >= 10, "\(titles)")
    }

    @Test("every pattern can be filled for some phrase") func patterns() throws {
        var left = Set(author.lexicon.titles.map(\.text))
        for words in [
            "lonely robots", "tax auditor", "angry owls", "wild sea", "old clock", "burnt sugar", "iron will",
        ] {
            for seed in 0..<40 as Range<UInt64> {
                var random = SeededRandom(words: words, seed: seed)
                let plan = Planner(lexicon: author.lexicon).plan(author.reader.read(words), &random)
                let subject = TitleSubject(plan)
                left = left.filter { TitlePattern(kind: nil, text: $0).filled(subject.text(for:)) == nil }
            }
        }
        #expect(left.isEmpty, "\(left)")
    }

    @Test("another author's idea is called by what it names") func anothersIdea() throws {
        let input = try MeceneInput(words: "lonely robot", seed: 3, rules: author.safetyRules)
        let text = "A robot waits in a lighthouse at dusk, all silver and teal, drawn in charcoal."
        for seed in 0..<20 as Range<UInt64> {
            let input = try MeceneInput(words: "lonely robot", seed: seed, rules: author.safetyRules)
            let title = try #require(author.title(for: Idea(text: text), input))
            let said = ContentWords.stems(of: text + " lonely keeper stranger copper graphite")
            #expect(ContentWords.stems(of: title.text).isSubset(of: said), "\(title.text)")
        }
        #expect(author.title(for: Idea(text: "Nothing."), input)?.problems(author.safetyRules, words: "") ?? [] == [])
    }
}
