import Mecene
import Testing
import WordSafety

@Suite struct TitleRuleTests {
    @Test(
        "Titles are checked",
        arguments: [
            ("The Glass Office", [String]()), ("Confidence", ["the title has 1 words; write 2 to 5"]),
            ("A Very Long Name for One Thing", ["the title has 7 words; write 2 to 5"]),
            ("the glass office", ["the title is not written with capitals"]),
            ("Corporate Confidence", ["the title only repeats the words"]),
            ("The “Office”", ["the title has signs; write plain words"]),
        ])
    func checks(text: String, problems: [String]) {
        #expect(Title(text).problems(SafetyRules(), words: "corporate confidence") == problems)
    }

    @Test(
        "Titles are repaired",
        arguments: [
            ("Title: \"the glass office\".", "The Glass Office"), ("**Salt and silver**", "Salt and Silver"),
            ("  The   Long-stemmed rose ", "The Long-Stemmed Rose"), ("Portrait Of The Sea", "Portrait of the Sea"),
            ("The Glass Office", "The Glass Office"),
        ])
    func repairs(text: String, mended: String) {
        #expect(Title(text).repaired().text == mended)
        #expect(Title(mended).repaired().text == mended)
    }

    @Test("Unsafe titles are refused") func unsafe() {
        #expect(!Title("The Naked Truth Girl").problems(SafetyRules(), words: "truth").isEmpty)
        #expect(Title.plain("one").text == "Portrait without Words" && Title.plain("quiet storm").text == "Quiet Storm")
    }
}
