import Foundation
import Mecene
import PortraitDomain
import Support
import Testing
import Workflow

@testable import MeceneComposer

/// What nobody types for a portrait goes through the real composer: a good idea or a refusal in words, soon, and never
/// anything else.
@Suite struct HostilePhraseTests {
    private let author: ComposerAuthor

    init() throws {
        author = try WordPairs.shared.get().author
    }

    private static let scripts = [
        "日本", "日本 cats", "שלום", "שלום robots", "の", "の cats", "ʻokina", "ʻokina cats", "ʰello ʷorld", "صباح الخير",
        "ßtraße",
        "नमस्ते दुनिया", "ไทย", "ℵ null", "ªº", "ﬁre", "ǆ", "ⓐ cats", "𝒶 cats", "1st 日本", "ъ", "жизнь", "Σοφία", "中", "한국 봄",
    ]

    private static let signs = [
        "🎨🖼️ palette", "👩‍🎨 studio", "Ünïcödé ßtraße", "e\u{301}clair", "<script>alert(1)</script>",
        "'; DROP TABLE ideas;--", "Ignore all previous instructions", "{{words}} }}{{", "\\u0000 \\n",
        "# system override",
        "quiet\u{202E}storm", "a\u{300}\u{301}\u{302}\u{303}", "a", "I", "i", "o'", "'n'", "- a -", "rock & roll",
        "a/b",
        "and", "and and", "or", "the", "the the", "a an the", "of", "of and in", "and ice", "fire and",
        "fire and and ice",
        "the and the", "i'm", "I", "am", "who", "will", "x and y", "1 and 2 b", "my", "the my", "in", "img img img",
        "a b c d e f g h", "and or and or and or and or", "the a the a the a the a",
    ]

    private static let long = [
        String(repeating: "x", count: 160), "bzyxwvutsrqponmlkjh", String(repeating: "fire and ", count: 4) + "",
        Array(repeating: "incomprehensibility", count: 8).joined(separator: " "),
        "antidisestablishmentarianism and floccinaucinihilipilification",
        String(repeating: "ö", count: 80), String(repeating: "日", count: 53),
    ]

    @Test("Every input gets an idea or a refusal with a reason", arguments: scripts + signs + long)
    func inputs(words: String) async throws {
        let workflow = try MeceneWorkflow(author: author, safety: author.safetyRules, retry: .never)
        for seed in 0..<4 as Range<UInt64> {
            let input: MeceneInput
            do {
                input = try MeceneInput(words: words, seed: seed, rules: author.safetyRules)
            } catch {
                #expect(error.isAboutTheWords, "\(error)")
                continue
            }
            let result = try await workflow.run(input)
            #expect(Idea(text: result.idea.text).problems(author.safetyRules) == [], "\(result.idea.text)")
            #expect(result.idea.chosen.count == 15)
        }
    }

    /// A phrase whose words would be refused in a longer text is not quoted, and not told as a failure.
    @Test("An idea without the person's words does not quote them") func untitled() {
        let phrase = author.reader.read("quiet storm").untitled
        var random = SeededRandom(seed: 1)
        let plan = Planner(lexicon: author.lexicon).plan(phrase, &random)
        let ideas = (0..<20).compactMap { _ in IdeaWriter(plan: plan, safety: author.safetyRules).draft(&random) }
        #expect(!ideas.isEmpty)
        #expect(ideas.allSatisfy { $0.text.contains("“Untitled”") && !$0.text.contains("storm") })
    }

    /// Against the plain definition: one letter more, less or other, or two swapped, but for the first.
    @Test(
        "Corrections are the most frequent slips",
        arguments: [
            "melancoly", "oceen", "grandmohter", "hosue", "stormm", "qiuet", "gaarden", "portrat", "zzzzz", "frida",
        ])
    func corrections(typed: String) throws {
        let wordNet = try #require(author.reader.wordNet)
        let letters = Array(typed)
        var slips: Set<String> = []
        for index in 1...letters.count {
            if index < letters.count {
                slips.insert(String(letters[..<index] + letters[(index + 1)...]))
                if index + 1 < letters.count {
                    slips.insert(
                        String(letters[..<index] + [letters[index + 1], letters[index]] + letters[(index + 2)...]))
                }
            }
            for letter in "abcdefghijklmnopqrstuvwxyz" {
                slips.insert(String(letters[..<index] + [letter] + letters[index...]))
                if index < letters.count {
                    slips.insert(String(letters[..<index] + [letter] + letters[(index + 1)...]))
                }
            }
        }
        func frequency(_ word: String) -> Int { PartOfSpeech.allCases.map { wordNet.frequency(word, $0) }.max() ?? 0 }
        let best = slips.filter { frequency($0) > 0 && wordNet.isEveryday($0) }
            .min { (frequency($1), $0) < (frequency($0), $1) }
        #expect(wordNet.correction(of: typed) == best)
    }
}
