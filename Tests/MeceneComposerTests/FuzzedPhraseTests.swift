import Foundation
import PortraitDomain
import Support
import TestSupport
import Testing
import Workflow

@testable import Mecene
@testable import MeceneComposer

/// Words drawn from WordNet and letters drawn by chance, composed and checked.
@Suite struct FuzzedPhraseTests {
    private let pairs: WordPairs
    private var author: ComposerAuthor { pairs.author }

    init() throws {
        pairs = try WordPairs.shared.get()
    }

    /// Thousands of pairs, in parts that run beside one another.
    @Test("Every idea follows the rules", arguments: 0..<8 as Range<UInt64>)
    func rules(part: UInt64) async throws {
        let count = Fuzz.rounds(2400)
        let rules = PromptRules()
        let english = try EnglishCheck.shared.get()
        for result in try await pairs.ideas((count + 7) / 8, seed: 100 + part, rules) {
            let words = result.idea.words
            let text = result.idea.text
            #expect(Idea(text: text).problems(author.safetyRules) == [], "\(words): \(text)")
            #expect((40...60).contains(text.split(separator: " ").count), "\(words): \(text)")
            #expect(english.problems(text, own: words) == [], "\(words): \(text)")
            #expect(result.repairs.isEmpty, "\(words)")
            let title = Title(result.idea.title ?? "")
            #expect(title.problems(author.safetyRules, words: words) == [], "\(words): \(title.text)")
            let lists = result.idea.keywords.map { (KeywordCategory(rawValue: $0.category), $0.words) }
            let meta = MetaKeywords(
                Dictionary(uniqueKeysWithValues: lists.compactMap { category, words in category.map { ($0, words) } }))
            #expect(meta.problems(author.safetyRules) == [], "\(words)")
            #expect(
                result.idea.keywords.count == 8 && result.idea.keywords.allSatisfy { !$0.words.isEmpty }, "\(words)")
            let all = result.idea.keywords.flatMap(\.words)
            #expect(Set(all).count == all.count, "\(words): \(all)")
            #expect(result.idea.chosen.count == 15 && Set(result.idea.chosen).count == 15, "\(words)")
            #expect(Set(all).isSuperset(of: result.idea.chosen), "\(words)")
            let prompt = result.prompt.text
            #expect(prompt.hasPrefix("portrait of a person img, "), "\(words)")
            #expect(prompt.split { !$0.isLetter }.filter { $0 == "img" }.count == 1, "\(words): \(prompt)")
            #expect(
                Banned.word(in: "\(title.text) \(text) \(prompt) \(all.joined(separator: " "))") == nil,
                "\(words): \(text)")
        }
    }

    /// Words that every idea's own sentences hold.
    @Test(
        "Words of the sentence patterns get ideas",
        arguments: [
            "calm portrait", "portrait", "calm subject", "subject detail", "every eye", "light portrait",
            "style medium portrait",
        ])
    func ownWordsOfPatterns(words: String) throws {
        for seed in 0..<20 {
            let input = try #require(try pairs.input(words, seed: UInt64(seed)))
            #expect(try author.generateIdea(input, .init()).problems(author.safetyRules) == [], "\(words) \(seed)")
        }
    }

    @Test("Five hundred pairs of words give five hundred ideas") func pairs() async throws {
        let results = try await pairs.ideas(500, seed: 2)
        #expect(Set(results.map(\.idea.text)).count == 500)
        #expect(Set(results.map(\.idea.prompt)).count == 500)
    }

    @Test("A seed repeats an idea, and another one changes it") func seeds() throws {
        var random = SeededRandom(seed: 3)
        var different = 0
        for _ in 0..<100 {
            let words = pairs.pair(&random)
            guard let first = try pairs.input(words, seed: 11), let second = try pairs.input(words, seed: 12) else {
                continue
            }
            let idea = try author.generateIdea(first, .init())
            #expect(try author.generateIdea(first, .init()) == idea)
            if try author.generateIdea(second, .init()) != idea { different += 1 }
        }
        #expect(different >= 85)
    }

    /// What the engine leaves out is the end, so that the keywords stand in the order of what matters.
    @Test("The prompt has the chosen keywords in order") func order() async throws {
        for result in try await pairs.ideas(40, seed: 1) {
            #expect(result.prompt.phrases == result.idea.chosen, "\(result.idea.words)")
            #expect(result.idea.phrases == result.prompt.phrases)
        }
    }

    @Test("narcis-mini gets one style and then only its own words") func ownWords() async throws {
        var rules = PromptRules()
        rules.vocabulary = .narcisMini
        rules.relatedness = author.relatedness
        let vocabulary = ModelVocabulary.narcisMini
        let further = vocabulary.palettes + vocabulary.moods
        var styles: Set<String> = []
        for result in try await pairs.ideas(60, seed: 4, rules) {
            let phrases = result.prompt.phrases
            let style = vocabulary.styles.first { $0.words.contains(phrases.first ?? "") }
            styles.insert(try #require(style, "\(result.prompt.text)").name)
            #expect(phrases.count <= 3, "\(result.prompt.text)")
            for phrase in phrases.dropFirst() {
                #expect(further.contains { $0.words.contains(phrase) }, "\(phrase)")
            }
        }
        #expect(styles.count >= 8, "\(styles)")
    }

    /// A request with a style of its own asks for an idea without one; there is always something left to say.
    @Test("Without its style an idea for narcis-mini still has a phrase") func noStyle() async throws {
        var rules = PromptRules()
        rules.vocabulary = .narcisMini
        rules.relatedness = author.relatedness
        rules.leaveOutStyle()
        let heard = rules.vocabulary.palettes + rules.vocabulary.moods
        for result in try await pairs.ideas(60, seed: 5, rules) {
            let phrases = result.prompt.phrases
            #expect(!phrases.isEmpty, "\(result.idea.words)")
            for phrase in phrases { #expect(heard.contains { $0.words.contains(phrase) }, "\(phrase)") }
        }
    }

    /// Every style and medium of the lexicon has one place among the styles of the embedded model, found by name.
    @Test("narcis-mini has a concept for every style of the lexicon") func styles() {
        for entry in author.lexicon.entries(.styles) + author.lexicon.entries(.mediums) {
            let styles = ModelVocabulary.narcisMini.mentions(in: entry.keyword).filter { $0.kind == .style }
            #expect(styles.count == 1, "\(entry.keyword): \(styles.map(\.word))")
        }
    }

    @Test(
        "A palette is used only when asked for",
        arguments: [
            ("golden harvest", "golden"), ("deep ocean", "ocean"), ("neon dreams", "neon"),
            ("corporate confidence", nil),
        ])
    func palette(words: String, palette: String?) async throws {
        var rules = PromptRules()
        rules.vocabulary = .narcisMini
        rules.relatedness = author.relatedness
        let workflow = try MeceneWorkflow(author: author, prompt: rules, safety: author.safetyRules)
        let input = try MeceneInput(words: words, seed: 3, rules: author.safetyRules)
        let phrases = try await workflow.run(input).prompt.phrases
        let palettes = phrases.filter { phrase in rules.vocabulary.palettes.contains { $0.words.contains(phrase) } }
        #expect(palettes == [palette].compactMap(\.self), "\(phrases)")
    }

    @Test(
        "Unusual words get ideas",
        arguments: [
            "one", "a b c d e f g h", "the the", "img img", "İstanbul ŞEHİR", "日本 庭", "don't stop", "café-noir",
            "O2 h2o",
            "of the", "<b>bold</b> move", "“quoted” words", "rock & roll", "straße", "e\u{301}clair",
            "extraordinarily long words are here to be shortened",
        ])
    func unusualWords(words: String) async throws {
        let workflow = try MeceneWorkflow(author: author, safety: author.safetyRules)
        let input = try #require(try pairs.input(words, seed: 5))
        let result = try await workflow.run(input)
        #expect(Idea(text: result.idea.text).problems(author.safetyRules) == [], "\(result.idea.text)")
        #expect(result.idea.chosen.count == 15)
    }

    @Test("The lexicon alone composes without WordNet") func noWordNet() async throws {
        let bare = ComposerAuthor(wordNet: nil, lexicon: try Lexicon())
        let workflow = try MeceneWorkflow(author: bare, safety: bare.safetyRules)
        let result = try await workflow.run(MeceneInput(words: "stormy ocean", seed: 1, rules: bare.safetyRules))
        #expect(Idea(text: result.idea.text).problems(bare.safetyRules) == [])
        #expect(result.idea.source.contains("without WordNet"))
    }
}

/// Words that no idea may have, written down apart from the rules that keep them out.
enum Banned {
    private static let words = Set(
        """
        child children kid kids baby babies toddler teen teens teenager teenage infant minor girl girls boy boys
        schoolgirl schoolboy underage loli adolescent nude naked nudity topless sex sexy sexual erotic porn penis vagina
        breast breasts nipple nipples orgasm fetish lingerie prostitute whore slut rape raped hentai lust horny
        fuck fucking cunt genitals hitler trump putin einstein
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    static func word(in text: String) -> String? {
        text.lowercased().split { !$0.isLetter }.map(String.init).first(where: words.contains)
    }
}

@Suite struct ArticleTests {
    /// The rule for "a" and "an" against every word that stands behind one in WordNet's definitions and examples.
    @Test("Articles are those of the dictionary") func articles() throws {
        let english = try EnglishCheck.shared.get()
        var (known, wrong) = (0, [String]())
        for file in ["noun", "adj"] {
            let data = try Data(contentsOf: WordNet.defaultFolder.appending(path: "index.\(file)"))
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where !line.hasPrefix(" ") {
                let word = String(line.prefix { $0 != " " })
                // The dictionary's own slip.
                guard let expected = english.article(before: word), word != "untrue" else { continue }
                known += 1
                if Grammar.withArticle(word) != "\(expected) \(word)" { wrong.append("\(expected) \(word)") }
            }
        }
        #expect(known > 3000)
        #expect(wrong.isEmpty, "\(wrong)")
    }
}
