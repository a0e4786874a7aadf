import Mecene
import Testing

@Suite struct IdeaRepairTests {
    private let tail = " " + Array(repeating: "The light is calm and wide today.", count: 6).joined(separator: " ")

    /// As a small model wrote it.
    @Test func punctuationIsClosedUp() {
        let idea = Idea(text: "The sitter looks at you with big eyes , as they write ." + tail)
        #expect(idea.problems(SafetyRules()) == ["the idea has spaces before its punctuation"])
        let mended = idea.repaired()
        #expect(mended.value.text == "The sitter looks at you with big eyes, as they write." + tail)
        #expect(mended.repairs == ["closed up punctuation"])
        #expect(mended.value.problems(SafetyRules()) == [])
    }

    @Test func aGoodIdeaIsLeftAlone() {
        let idea = Idea(text: "The sitter wears a coat of autumn leaves, and waits." + tail)
        #expect(idea.repaired() == Repaired(value: idea, repairs: []))
    }
}
