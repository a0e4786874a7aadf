import Foundation
import Mecene
import PortraitDomain
import Testing
import Workflow

@testable import MeceneComposer

/// Words drawn from WordNet and letters drawn by chance, composed and checked.
@Suite struct PropertyTests {
    private let author: ComposerAuthor
    private let nouns: [String]
    private let adjectives: [String]

    init() throws {
        author = ComposerAuthor(wordNet: try WordNet(), lexicon: try Lexicon())
        nouns = try Self.words("index.noun")
        adjectives = try Self.words("index.adj")
    }

    private static func words(_ file: String) throws -> [String] {
        let data = try Data(contentsOf: WordNet.defaultFolder.appending(path: file))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != " " }) }.filter { !$0.contains("_") && $0.contains(where: \.isLetter) }
    }

    /// Half of the pairs are a dictionary's, a quarter mixed, a quarter letters alone.
    private func pair(_ random: inout SeededGenerator) -> String {
        func letters() -> String {
            String((0..<(2 + random.index(below: 9))).map { _ in random.pick(Array("abcdefghijklmnopqrstuvwxyz")) })
        }
        switch random.index(below: 4) {
        case 0, 1: return random.pick(adjectives) + " " + random.pick(nouns)
        case 2: return random.pick(nouns) + " " + letters()
        default: return letters() + " " + letters()
        }
    }

    private func input(_ words: String, seed: UInt64) throws -> MeceneInput? {
        do {
            return try MeceneInput(words: words, seed: seed, rules: author.safetyRules)
        } catch MeceneError.refused {
            return nil
        }
    }

    /// Ideas of the whole workflow for `count` pairs that are not refused.
    private func ideas(_ count: Int, seed: UInt64, _ rules: PromptRules) async throws -> [MeceneResult] {
        let workflow = try MeceneWorkflow(author: author, prompt: rules, safety: author.safetyRules)
        var random = SeededGenerator(seed: seed)
        var made: [MeceneResult] = []
        while made.count < count {
            guard let input = try input(pair(&random), seed: random.next()) else { continue }
            made.append(try await workflow.run(input))
        }
        return made
    }

    @Test func everyIdeaKeepsTheRules() async throws {
        let count = ProcessInfo.processInfo.environment["NARCIS_FUZZ_ROUNDS"].flatMap(Int.init) ?? 1000
        let rules = PromptRules()
        for result in try await ideas(count, seed: 1, rules) {
            let words = result.idea.words
            let idea = Idea(text: result.idea.text)
            #expect(idea.problems(author.safetyRules) == [], "\(words): \(idea.text)")
            #expect(result.repairs.isEmpty, "\(words)")
            let lists = result.idea.keywords.map { (KeywordCategory(rawValue: $0.category), $0.words) }
            let meta = MetaKeywords(
                Dictionary(uniqueKeysWithValues: lists.compactMap { category, words in category.map { ($0, words) } }))
            #expect(meta.problems(author.safetyRules) == [], "\(words)")
            #expect(ChosenKeywords(words: result.idea.chosen).problems(from: meta) == [], "\(words)")
            #expect(result.prompt.tokens <= rules.tokenBudget, "\(words)")
            #expect(result.prompt.text.hasPrefix("portrait of a person img, "), "\(words)")
            #expect(result.prompt.text.split(separator: " ").filter { $0.hasPrefix("img") }.count == 1, "\(words)")
        }
    }

    @Test func fiveHundredPairsGiveFiveHundredIdeas() async throws {
        let results = try await ideas(500, seed: 2, PromptRules())
        #expect(Set(results.map(\.idea.text)).count == 500)
        #expect(Set(results.map(\.idea.prompt)).count == 500)
    }

    @Test func aSeedRepeatsAnIdeaAndAnotherChangesIt() throws {
        var random = SeededGenerator(seed: 3)
        var different = 0
        for _ in 0..<100 {
            let words = pair(&random)
            guard let first = try input(words, seed: 11), let second = try input(words, seed: 12) else { continue }
            let idea = try author.generateIdea(first, .init())
            #expect(try author.generateIdea(first, .init()) == idea)
            if try author.generateIdea(second, .init()) != idea { different += 1 }
        }
        #expect(different >= 85)
    }

    @Test(arguments: 1...8)
    func thePromptLeavesRoomForThePhotographs(photographs: Int) async throws {
        var rules = PromptRules()
        rules.photographs = photographs
        for result in try await ideas(20, seed: UInt64(photographs), rules) {
            #expect(result.prompt.tokens <= 79 - 2 * photographs)
            #expect(!result.prompt.phrases.isEmpty)
        }
    }

    @Test func narcisMiniIsLedByOneStyleOnePaletteAndOneMood() async throws {
        var rules = PromptRules()
        rules.vocabulary = .narcisMini
        rules.relatedness = author.relatedness
        let vocabulary = ModelVocabulary.narcisMini
        for result in try await ideas(60, seed: 4, rules) {
            let phrases = result.prompt.phrases
            #expect(phrases.count == 3, "\(result.prompt.text)")
            for (phrase, concepts) in zip(phrases, [vocabulary.styles, vocabulary.palettes, vocabulary.moods]) {
                #expect(concepts.contains { $0.words.contains(phrase) }, "\(phrase)")
            }
        }
    }

    @Test(arguments: [
        "one", "a b c d e f g h", "the the", "img img", "İstanbul ŞEHİR", "日本 庭", "don't stop", "café-noir", "O2 h2o",
        "of the", "<b>bold</b> move", "“quoted” words", "rock & roll", "straße", "e\u{301}clair",
        "extraordinarily long words are here to be shortened",
    ])
    func unusualWordsAreComposed(words: String) async throws {
        let workflow = try MeceneWorkflow(author: author, safety: author.safetyRules)
        let input = try #require(try input(words, seed: 5))
        let result = try await workflow.run(input)
        #expect(Idea(text: result.idea.text).problems(author.safetyRules) == [], "\(result.idea.text)")
        #expect(result.idea.chosen.count == 15)
    }

    @Test func withoutWordNetTheLexiconAloneComposes() async throws {
        let bare = ComposerAuthor(wordNet: nil, lexicon: try Lexicon())
        let workflow = try MeceneWorkflow(author: bare, safety: bare.safetyRules)
        let result = try await workflow.run(MeceneInput(words: "stormy ocean", seed: 1, rules: bare.safetyRules))
        #expect(Idea(text: result.idea.text).problems(bare.safetyRules) == [])
        #expect(result.idea.source.contains("without WordNet"))
    }
}
