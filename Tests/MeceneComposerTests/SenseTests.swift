import Mecene
import Testing
import Workflow

@testable import MeceneComposer

/// Words with several meanings: an idea keeps to the one that the phrase has.
@Suite struct SenseTests {
    private let author: ComposerAuthor

    init() throws {
        author = ComposerAuthor(wordNet: try WordNet(), lexicon: try Lexicon())
    }

    struct Sense: Sendable, CustomTestStringConvertible {
        let words: String
        let kind: PhraseKind
        /// Words of other meanings.
        let others: [String]
        var synonyms: [String] = []

        init(_ words: String, _ kind: PhraseKind, _ others: String, synonyms: [String] = []) {
            self.words = words
            self.kind = kind
            self.others = others.split(separator: " ").map(String.init)
            self.synonyms = synonyms
        }

        var testDescription: String { words }
    }

    private static let table = [
        Sense("tax auditor", .character, "hearer listener attender student"),
        Sense("salty pirate", .character, "plagiarist plagiarizer plagiariser"),
        Sense("bank manager", .character, "coach handler shore riverbank"),
        Sense("night nurse", .character, "nanny nursemaid"), Sense("spring bride", .character, "bridget coil fountain"),
        Sense("star chef", .character, "ace adept"),
        Sense("crane operator", .character, "manipulator hustler poet bird"),
        Sense("mole", .creature, "molecule spy counterspy jetty sauce breakwater"),
        Sense("bass player", .character, "fish participant actor thespian"),
        Sense("pitcher", .character, "ewer jug mound pitcherful"),
        Sense("silver pitcher", .character, "hurler twirler"),
        Sense("baseball pitcher", .character, "ewer mound pitcherful", synonyms: ["hurler"]),
        Sense("train conductor", .character, "director superconductor maestro"),
        Sense("orchestra conductor", .character, "superconductor fares"),
        Sense("finance minister", .character, "curate parson pastor rector"),
        Sense("church minister", .character, "diplomat envoy"),
        Sense("harbor pilot", .character, "airplane burner archetype"),
        Sense("fighter pilot", .character, "burner archetype"),
        Sense("country lawyer", .character, "", synonyms: ["attorney"]), Sense("old monk", .character, "thelonious"),
        Sense("river bank", .place, "depository coin"), Sense("money bank", .thing, "ridge slope cant camber"),
        Sense("vampire bat", .creature, "racket racquet club"), Sense("baseball bat", .thing, "chiropteran"),
        Sense("computer mouse", .thing, "shiner rodent"), Sense("field mouse", .creature, "shiner"),
        Sense("palace guard", .character, "safety guardrail"), Sense("prison guard", .character, "safety"),
        Sense("sea captain", .character, "chieftain headwaiter"),
        Sense("team captain", .character, "skipper headwaiter police"),
        Sense("good witch", .character, "hag crone beldam wiccan"), Sense("secret agent", .character, "factor broker"),
        Sense("truck driver", .character, "golfer software"), Sense("harbor seal", .creature, "stamp sealskin wax"),
        Sense("violin bow", .thing, "prow stem bowknot"), Sense("ship bow", .thing, "bowknot arc curtsy"),
        Sense("cricket match", .moment, "lucifer mate"), Sense("burning match", .thing, "mate peer couple"),
        Sense("football coach", .character, "carriage bus"), Sense("movie star", .character, "asterisk planet"),
        Sense("school principal", .character, "dealer money"), Sense("fashion model", .character, "simulation poser"),
        Sense("steel plant", .thing, "flora"), Sense("kitchen sink", .thing, "cesspool doline"),
        Sense("striped bass", .substance, "basso singer"), Sense("calm operator", .character, "hustler symbol"),
        Sense("chess king", .character, "baron magnate"), Sense("golf driver", .character, "software chauffeur"),
    ]

    @Test("A phrase is read in one sense", arguments: table) func senses(_ sense: Sense) throws {
        let phrase = author.reader.read(sense.words)
        #expect(phrase.kind == sense.kind)
        #expect(phrase.synonyms == sense.synonyms)
        for seed in 0..<6 as Range<UInt64> {
            let input = try MeceneInput(words: sense.words, seed: seed, rules: author.safetyRules)
            let idea = try author.generateIdea(input, .init())
            let keywords = try author.generateMetaKeywords(idea, input, .init())
            let said = Set(([idea.text] + keywords.all).flatMap(ContentWords.list))
            let others = said.intersection(sense.others.map(Keyword.stem))
            #expect(others.isEmpty, "\(others) in \(idea.text) \(keywords.all)")
        }
    }
}
