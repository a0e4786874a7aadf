import Testing

@testable import Tokenizers

@Suite("Trigger word")
struct TriggerTests {
    private func expand(
        _ prompt: String, photographs: Int = 1, trigger: TriggerWord = TriggerWord()
    ) throws -> TriggeredPrompt {
        try trigger.expand(prompt, photographs: photographs, tokenizer: Fixture.tokenizer())
    }

    private func refusal(_ prompt: String, photographs: Int = 1) throws -> TriggerError {
        try #require(throws: TriggerError.self) { try expand(prompt, photographs: photographs) }
    }

    @Test("recorded ids of the published second tokenizer")
    func golden() throws {
        let tokenizer = try Published.tokenizer(padding: "!")
        let prompt = "portrait photo of a woman img wearing a red hat"
        let before = [49406, 5352, 1125, 539, 320]
        let after = [3309, 320, 736, 3801, 49407]
        for (photographs, copies) in [(1, 2), (2, 4), (4, 8)] {
            let expanded = try TriggerWord().expand(prompt, photographs: photographs, tokenizer: tokenizer)
            let ids = before + Array(repeating: 2308, count: copies) + after
            #expect(expanded.ids == ids + Array(repeating: 0, count: 77 - ids.count))
            #expect(expanded.photographPositions == 5..<5 + copies)
            #expect(expanded.mask.filter(\.self).count == copies)
            #expect(expanded.classToken == 2308)
        }
        // Without the word of its own rule the published one triggers inside words, not in capitals.
        #expect(try tokenizer.tokenIDs(of: "IMG") == [24157])
    }

    @Test(
        "decoded as published: lower case and spaced signs")
    func decoded() throws {
        let text = try TriggerWord().decodedTextOnlyPrompt(
            "A Woman img, 8K film-grain", tokenizer: Published.tokenizer())
        #expect(text == "a woman , 8 k film - grain")
    }

    @Test(
        "only a word of its own, in its own case, triggers",
        arguments: [
            ("a woman img", 1), ("a woman img, in oil", 1), ("a woman (img)", 1), ("a woman \"img\" x", 1),
            ("a woman img. Then", 1), ("woman img!", 1), ("woman\timg\nx", 1), ("女 img 。", 1),
            ("imgur", 0), ("a manimg", 0), ("IMG", 0), ("Img", 0), ("img2", 0), ("2img", 0), ("img_1", 0), ("_img", 0),
            ("img-like", 0), ("non-img", 0), ("img.png", 0), ("x.img", 0), ("img's", 0), ("path/img", 0),
            ("img/path", 0),
            ("img\u{301}", 0), ("éimg", 0), ("img女", 0), ("a img b img", 2), ("img img", 2), ("", 0),
        ])
    func boundaries(prompt: String, count: Int) {
        #expect(TriggerWord().ranges(in: prompt).count == count)
    }

    @Test(
        "the published rule finds it inside words as well",
        arguments: [("imgur", 1), ("manimg", 1), ("IMG", 0), ("img-like imgs", 2), ("imimgg", 1), ("img_1", 1)])
    func substrings(prompt: String, count: Int) {
        let ranges = TriggerWord(matching: .substring).ranges(in: prompt)
        #expect(ranges.count == count)
        #expect(ranges.allSatisfy { prompt[$0] == "img" })
    }

    @Test("none and several are told apart")
    func counts() throws {
        #expect(try refusal("a woman in a hat") == .noTrigger(word: "img"))
        #expect(try refusal("imgur") == .noTrigger(word: "img"))
        #expect(try refusal("a woman img and a man img") == .severalTriggers(word: "img", count: 2))
        #expect(try refusal("a woman in a hat").description.contains("a woman img"))
    }

    @Test("needs a word before it", arguments: ["img", " img in oil", "img woman"])
    func beginning(prompt: String) throws {
        #expect(try refusal(prompt) == .triggerAtBeginning(word: "img"))
    }

    @Test(
        "a sign before it is no class word",
        arguments: [
            ("a man, img", ","), ("a man (img)", "("), ("a man - img", "-"), ("man! img", "!"), ("man 🎨 img", "🎨"),
        ])
    func punctuation(prompt: String, sign: String) throws {
        #expect(try refusal(prompt) == .triggerAfterPunctuation(word: "img", sign: sign))
    }

    @Test("a mark before it is no class word")
    func mark() throws {
        #expect(
            try refusal("a <|endoftext|> img") == .triggerAfterPunctuation(word: "img", sign: "<|endoftext|>"))
    }

    @Test("of a class word of several tokens the last is repeated")
    func pieces() throws {
        let tokenizer = try Fixture.tokenizer()
        let word = try tokenizer.tokenIDs(of: "xylophonist")
        #expect(word.count > 1)
        let expanded = try expand("a xylophonist img smiling")
        #expect(expanded.classToken == word.last)
        let start = try 1 + tokenizer.tokenIDs(of: "a").count + word.count - 1
        #expect(expanded.photographPositions == start..<start + 2)
        #expect(expanded.ids[start] == word.last && expanded.ids[start + 1] == word.last)
    }

    /// A prompt of `count` raw tokens, marks and trigger included.
    private func prompt(tokens count: Int, classAt position: Int = 0) -> String {
        let words = Array(repeating: "a", count: count - 4)
        return (words[..<position] + ["woman img"] + words[position...]).joined(separator: " ")
    }

    @Test("at most 79 − 2N raw tokens fit", arguments: [1, 2, 4, 10, 37])
    func budget(photographs: Int) throws {
        let tokenizer = try Fixture.tokenizer()
        let most = 79 - 2 * photographs
        let expanded = try expand(prompt(tokens: most), photographs: photographs)
        #expect(expanded.budget == TokenBudget(used: most, available: most))
        #expect(expanded.ids.count == 77)
        // The last id is the end mark itself: nothing was padded and nothing was cut.
        #expect(expanded.ids.last == tokenizer.endID)
        #expect(expanded.ids.filter { $0 == tokenizer.endID }.count == 1)
        #expect(
            try refusal(prompt(tokens: most + 1), photographs: photographs)
                == .overBudget(TokenBudget(used: most + 1, available: most)))
        #expect(try TriggerWord().budget(prompt(tokens: most), photographs: photographs, tokenizer: tokenizer).fits)
    }

    @Test("photographs that no prompt has room for are refused", arguments: [0, -1, 38, Int.max / 4])
    func photographs(count: Int) throws {
        #expect(try refusal("a woman img", photographs: count) == .photographCount(count, largest: 37))
    }

    @Test("cutting as published loses the end of a long prompt")
    func cut() throws {
        let tokenizer = try Fixture.tokenizer()
        let legacy = TriggerWord(matching: .substring, overflow: .cut)
        let expanded = try expand(prompt(tokens: 100, classAt: 3), photographs: 2, trigger: legacy)
        #expect(expanded.ids.count == 77)
        #expect(!expanded.ids.contains(tokenizer.endID))
        #expect(expanded.photographPositions == 4..<8)
        let late = try #require(throws: TriggerError.self) {
            try expand(prompt(tokens: 100, classAt: 90), photographs: 2, trigger: legacy)
        }
        #expect(late == .noTrigger(word: "img"))
    }

    @Test("another word and another number of tokens per photograph")
    func other() throws {
        let trigger = TriggerWord("sks", tokensPerPhotograph: 3)
        let expanded = try expand("a man sks img", photographs: 2, trigger: trigger)
        #expect(expanded.photographPositions.count == 6)
    }
}

@Suite("Putting the trigger in")
struct TriggerInsertionTests {
    @Test(
        "after the first word for a person",
        arguments: [
            ("a woman in a red hat", "a woman img in a red hat", "woman"), ("Old MAN", "Old MAN img", "MAN"),
            ("the girl and the man", "the girl and the man img", "man"), ("woman, oil", "woman img, oil", "woman"),
            ("a Lady's portrait of a man", "a Lady's portrait of a man img", "man"),
        ])
    func afterClassWord(prompt: String, expected: String, word: String) {
        let insertion = TriggerWord().insert(into: prompt)
        #expect(insertion == TriggerInsertion(prompt: expected, place: .afterClassWord(word)))
    }

    @Test("the class word that was found in the photograph comes before others")
    func preferred() {
        let insertion = TriggerWord().insert(into: "a man and a woman", classWord: "woman")
        #expect(insertion.prompt == "a man and a woman img")
        #expect(
            TriggerWord().insert(into: "a man and a sailor", classWord: "sailor").prompt == "a man and a sailor img")
    }

    @Test(
        "in a phrase in front where there is none",
        arguments: [
            ("corporate confidence", "man", "portrait of a man img, corporate confidence"),
            ("human-like manners", "woman", "portrait of a woman img, human-like manners"),
            ("", "person", "portrait of a person img"), ("  ", "old man", "portrait of an old man img"),
            ("mankind", "Elder", "portrait of an Elder img, mankind"),
        ])
    func inFront(prompt: String, classWord: String, expected: String) {
        let insertion = TriggerWord().insert(into: prompt, classWord: classWord)
        #expect(insertion == TriggerInsertion(prompt: expected, place: .inFront))
    }

    @Test("a prompt that has it stays", arguments: ["a woman img in oil", "img", "a img b img"])
    func there(prompt: String) {
        #expect(TriggerWord().insert(into: prompt) == TriggerInsertion(prompt: prompt, place: .alreadyThere))
    }

    @Test("what was put in can be expanded", arguments: ["storm", "a woman", "an emoji 🎨 man", "女性 person", "İ man"])
    func expands(prompt: String) throws {
        let insertion = TriggerWord().insert(into: prompt)
        let expanded = try TriggerWord().expand(insertion.prompt, photographs: 1, tokenizer: Fixture.tokenizer())
        #expect(expanded.photographPositions.count == 2)
    }
}
