/// What `composePrompt` keeps to: the person's phrase, the model's vocabulary and the room in its text encoder.
package struct PromptRules: Sendable {
    /// Tokens of a text, without the marks at its ends.
    package typealias CountTokens = @Sendable (String) -> Int
    /// How near two words or phrases are in meaning, 0…1.
    package typealias Relatedness = @Sendable (String, String) -> Double

    /// CLIP's text length.
    package static let textLength = 77

    package var triggerWord = "img"
    /// The word for the person; it stands directly before the trigger.
    package var classWord = "person"
    package var photographs = 1
    /// Tokens that each photograph takes in the place of the class word: 2 for PhotoMaker V2.
    package var tokensPerPhotograph = 2
    package var vocabulary = ModelVocabulary.open
    package var countTokens: CountTokens = PromptRules.estimatedTokens
    package var relatedness: Relatedness = PromptRules.spelledAlike

    private(set) var omitted: Set<KeywordCategory> = []

    package init() {}

    /// Another part of the request says how the picture is painted.
    package mutating func leaveOutStyle() {
        omitted = [.styles, .mediums]
        vocabulary = vocabulary.withoutStyles
    }

    /// The most raw tokens, both marks and the trigger included: with N photographs of k tokens, the trigger goes and
    /// the class word becomes k·N, so that R − 2 + k·N ≤ 77.
    package var tokenBudget: Int {
        min(Self.textLength, Self.textLength + 2 - tokensPerPhotograph * photographs)
    }

    /// A count that errs on the high side: most English words are one token of CLIP and long ones are two or three.
    package static let estimatedTokens: CountTokens = { text in
        var count = 0
        var letters = 0
        func endWord() {
            if letters > 0 { count += 1 + (letters - 1) / 4 }
            letters = 0
        }
        for character in text {
            if character.isLetter, character.isASCII {
                letters += 1
            } else {
                endWord()
                if !character.isWhitespace { count += character.isASCII ? 1 : character.utf8.count }
            }
        }
        endWord()
        return count
    }

    /// 1 for the same words, less where one phrase contains the other.
    package static let spelledAlike: Relatedness = { first, second in
        let a = Set(Keyword.key(first).split(separator: " "))
        let b = Set(Keyword.key(second).split(separator: " "))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        return Double(a.intersection(b).count) / Double(max(a.count, b.count))
    }
}
