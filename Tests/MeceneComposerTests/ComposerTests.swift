import Mecene
import Support
import Testing
import WordSafety
import Workflow

@testable import MeceneComposer

@Suite struct ComposerTests {
    private let author: ComposerAuthor

    init() throws {
        author = ComposerAuthor(wordNet: try WordNet(), lexicon: try Lexicon())
    }

    @Test(
        "Phrases are analysed",
        arguments: [
            ("corporate confidence", PhraseKind.feeling, "corporate confidence"),
            ("quantum grandmother", .character, "a quantum grandmother"),
            ("lonely robots", .character, "lonely robots"),
            ("melancholy ocean", .place, "a melancholy ocean"), ("burnt sugar", .substance, "burnt sugar"),
            ("velvet thunder", .moment, "velvet thunder"), ("angry owl", .creature, "an angry owl"),
            ("Paris night", .moment, "Paris night"), ("the old clock", .thing, "an old clock"),
            ("melancoly oceen", .place, "a melancholy ocean"), ("xqzv wkrp", .words, "xqzv wkrp"),
            ("my cat", .creature, "my cat"), ("two owls", .creature, "two owls"),
            ("winter's tiger", .character, "winter's tiger"),
            ("7 clocks", .thing, "7 clocks"), ("this garden", .thing, "this garden"),
            ("quiet storm", .moment, "a quiet storm"), ("forgotten promise", .moment, "a forgotten promise"),
            ("midnight jazz", .moment, "midnight jazz"), ("iron patience", .feeling, "iron patience"),
            ("sitter", .character, "a sitter"), ("sweet more", .words, "sweet more"),
            ("over the moon", .words, "over the moon"),
        ])
    func phrases(words: String, kind: PhraseKind, written: String) {
        let phrase = author.reader.read(words)
        #expect(phrase.kind == kind)
        #expect(phrase.withArticle == written)
    }

    @Test(
        "Content words are kept",
        arguments: [
            ("my grandmother's kitchen", ["grandmother", "kitchen"]), ("three old clocks", ["old", "clocks"]),
            ("cold ice cream", ["cold", "ice cream"]), ("velvet rebellion", ["velvet", "rebellion"]),
            ("garden of the moon", ["moon", "garden"]), ("black holes", ["black holes"]),
        ])
    func contentWords(words: String, kept: [String]) {
        #expect(author.reader.read(words).words.map(\.text) == kept)
    }

    @Test(
        "Words lead to tags",
        arguments: [
            ("melancholy ocean", ["sea", "sorrow"]), ("corporate confidence", ["business", "pride"]),
            ("quantum grandmother", ["science", "age"]), ("burnt sugar", ["food", "flame"]),
            ("lonely robot", ["solitude", "technology"]), ("tax season", ["money", "time"]),
            ("velvet thunder", ["storm", "craft"]), ("frozen palace", ["winter", "royalty"]),
        ])
    func tags(words: String, expected: [String]) {
        let tags = author.reader.read(words).tags.strongest(5).map { author.lexicon.tags[$0].name }
        for tag in expected { #expect(tags.contains(tag), "\(words): \(tags)") }
    }

    @Test(
        "Articles follow the sound",
        arguments: [
            ("ink wash", "an ink wash"), ("unicorn", "a unicorn"), ("hour", "an hour"), ("ukulele", "a ukulele"),
            ("urgent call", "an urgent call"), ("uninvited guest", "an uninvited guest"),
            ("one-eyed cat", "a one-eyed cat"),
            ("european", "a european"), ("umbrella", "an umbrella"), ("honest man", "an honest man"),
        ])
    func articles(noun: String, expected: String) {
        #expect(Grammar.withArticle(noun) == expected)
    }

    @Test("Patterns agree with their entries in number") func patterns() {
        let pattern = SentencePattern("{phrase} {phrase?opens/open} {a style} view.")
        #expect(
            pattern.filled(.init(texts: ["phrase": "seas", "style": "old"], plurals: ["phrase"]))
                == "Seas open an old view.")
        #expect(
            pattern.filled(.init(texts: ["phrase": "a sea", "style": "new"], plurals: [])) == "A sea opens a new view.")
    }

    @Test("Hours, eras and materials agree", arguments: 0..<40 as Range<UInt64>)
    func agreement(seed: UInt64) throws {
        let random = SeededRandom(seed: seed)
        for words in ["quiet storm", "tax season", "jazz midnight", "burnt sugar", "xqzv wkrp"] {
            var random = random
            let plan = Planner(lexicon: author.lexicon).plan(author.reader.read(words), &random)
            #expect(!plan.medium.kinds.isDisjoint(with: plan.style.kinds), "\(plan.style.text) in \(plan.medium.text)")
            #expect(Hours.agree(plan.light, plan.time), "\(plan.light.text) \(plan.time.text)")
            #expect(Hours.isPossible(plan.light, at: plan.place), "\(plan.light.text) \(plan.place.text)")
            let ages = [plan.light, plan.place, plan.time]
            for entry in ages { #expect(ages.allSatisfy { Eras.agree(entry, $0) }, "\(ages.map(\.text))") }
        }
    }

    @Test("The fifteen keywords begin with the person's words") func fifteen() throws {
        let input = try MeceneInput(words: "melancholy ocean", seed: 3, rules: author.safetyRules)
        let idea = try author.generateIdea(input, .init())
        let meta = try author.generateMetaKeywords(idea, input, .init())
        let chosen = try author.chooseKeywords(meta, idea, input, .init())
        #expect(Set(chosen.words.prefix(2)) == ["ocean", "melancholy"])
        #expect(meta[.places].first == "ocean")
    }

    @Test("Another author's idea gives the keywords that it names") func foreignIdea() throws {
        let input = try MeceneInput(words: "lonely robot", seed: 3, rules: author.safetyRules)
        let idea = Idea(text: "A robot waits in a lighthouse at dusk, all silver and teal, drawn in charcoal.")
        let meta = try author.generateMetaKeywords(idea, input, .init())
        #expect(meta.problems(author.safetyRules) == [])
        #expect(meta[.places].first == "lighthouse")
        #expect(meta[.colors].contains("silver") && meta[.colors].contains("teal"))
        #expect(meta[.time].first == "dusk")
    }

    /// "Charcoal" is a color and a medium: where a model's idea names it, the mediums are one keyword short.
    @Test("Any keyword of the lexicon in another author's idea leaves enough others") func everyKeyword() throws {
        let input = try MeceneInput(words: "lonely robot", seed: 3, rules: author.safetyRules)
        let own = try author.generateIdea(input, .init())
        for list in LexiconList.allCases {
            for entry in author.lexicon.entries(list) {
                for keyword in [entry.keyword, "\(entry.keyword) and charcoal"] {
                    let idea = Idea(text: own.text.dropLast() + " in \(keyword).")
                    let meta = try author.generateMetaKeywords(idea, input, .init())
                    #expect(meta.problems(author.safetyRules) == [], "\(keyword)")
                }
            }
        }
    }

    /// "In hand-tinted photography", not "in a photograph"; and no railway in the Renaissance.
    @Test("Entries fit their placeholders") func entries() {
        for medium in author.lexicon.entries(.mediums) {
            let head =
                medium.text.prefix { $0 != "," }.split(separator: " ").prefix { $0 != "on" && $0 != "and" }.last ?? ""
            #expect(!["a", "an", "one", "the"].contains(medium.text.prefix { $0 != " " }), "\(medium.text)")
            #expect(!["photograph", "print", "brush", "stylus"].contains(head), "\(medium.text)")
        }
        for place in author.lexicon.entries(.places)
        where ["railway platform", "train compartment"].contains(place.keyword) {
            for time in author.lexicon.entries(.times) where time.kinds.contains("past") {
                #expect(!Eras.agree(place, time), "\(time.text), \(place.text)")
            }
        }
    }

    @Test("The lexicon is complete") func lexicon() throws {
        let lexicon = author.lexicon
        #expect(lexicon.tags.count >= 50)
        for list in LexiconList.allCases {
            let entries = lexicon.entries(list)
            #expect(Set(entries.map(\.keyword)).count == entries.count, "\(list)")
            for entry in entries {
                #expect(
                    Keyword.problem(Keyword.normalized(entry.keyword), author.safetyRules) == nil, "\(entry.keyword)")
                #expect(author.safetyRules.refusal(ofWritten: entry.text) == nil, "\(entry.text)")
            }
        }
        // Every tag leads to something in every list that makes an idea fitting.
        for (number, tag) in lexicon.tags.enumerated() {
            for list in [LexiconList.styles, .colors, .places, .props, .emotions] {
                #expect(
                    lexicon.entries(list).contains { $0.tags.contains(number) }, "\(list) has nothing for \(tag.name)")
            }
        }
    }
}
