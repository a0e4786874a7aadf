import Mecene
import Testing
import WordSafety

@Suite struct IdeaRepairTests {
    private let tail = " " + Array(repeating: "The light is calm and wide today.", count: 6).joined(separator: " ")

    /// As a small model wrote it.
    @Test("Spaces before punctuation are removed") func punctuation() {
        let idea = Idea(text: "The sitter looks at you with big eyes , as they write ." + tail)
        #expect(idea.problems(SafetyRules()) == ["the idea has spaces before its punctuation"])
        let mended = idea.repaired()
        #expect(mended.value.text == "The sitter looks at you with big eyes, as they write." + tail)
        #expect(mended.repairs == ["closed up punctuation"])
        #expect(mended.value.problems(SafetyRules()) == [])
    }

    @Test("A good idea stays as it is") func goodIdea() {
        let idea = Idea(text: "The sitter wears a coat of autumn leaves, and waits." + tail)
        #expect(idea.repaired() == Repaired(value: idea, repairs: []))
    }

    /// Not all scripts have capitals, and not all small letters.
    @Test(
        "An idea may begin with a character that has no capital",
        arguments: ["日本", "שלום", "の", "ʻokina", "ʰello", "Ünï", "3d", "“Quiet”"])
    func noCapital(word: String) {
        #expect(Idea(text: "\(word) waits." + tail).problems(SafetyRules()) == [])
    }

    @Test(
        "A small first letter becomes a capital",
        arguments: [("élan", "Élan"), ("straße", "Straße"), ("жизнь", "Жизнь")])
    func capital(word: String, mended: String) {
        let idea = Idea(text: "\(word) waits." + tail)
        #expect(idea.problems(SafetyRules()) == ["the idea does not begin with a capital letter"])
        #expect(idea.repaired().value.text == "\(mended) waits." + tail)
    }

    private func sentence(_ count: Int) -> String {
        "The " + Array(repeating: "light", count: count - 2).joined(separator: ", ") + " waits."
    }

    @Test(
        "Long ideas keep whole sentences",
        arguments: [
            ([30, 20, 30], [30, 20]), ([45, 30], [45]), ([20, 45, 10], [45, 10]), ([70, 50, 9], [50, 9]),
        ])
    func longIdeas(counts: [Int], kept: [Int]) {
        let mended = Idea(text: counts.map(sentence).joined(separator: " ")).repaired().value
        #expect(mended.text == kept.map(sentence).joined(separator: " "))
        #expect(mended.problems(SafetyRules()) == [])
    }

    /// A sentence that is cut off says something else or nothing.
    @Test(
        "An idea without sentences that fit is asked for again", arguments: [[70], [35, 35], [30, 70], [10, 62, 15]])
    func noSentences(counts: [Int]) {
        let text = counts.map(sentence).joined(separator: " ")
        #expect(Idea(text: text).repaired() == Repaired(value: Idea(text: text), repairs: []))
        #expect(Idea(text: text).repaired().value.problems(SafetyRules()).count == 1)
    }
}
