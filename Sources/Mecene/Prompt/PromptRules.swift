/// The rules of `composePrompt`: the person's phrase and the model's vocabulary. The engine later cuts the prompt with
/// the model's own tokenizers.
package struct PromptRules: Sendable {
    /// How near two words or phrases are in meaning, 0…1.
    package typealias Relatedness = @Sendable (String, String) -> Double

    package var triggerWord = "img"
    /// The word for the person; it stands directly before the trigger.
    package var classWord = "person"
    package var vocabulary = ModelVocabulary.open
    package var relatedness: Relatedness = PromptRules.spelledAlike

    private(set) var omitted: Set<KeywordCategory> = []

    package init() {}

    /// For requests that set the style elsewhere.
    package mutating func leaveOutStyle() {
        omitted = [.styles, .mediums]
        vocabulary = vocabulary.withoutStyles
    }

    /// 1 for the same words, less where one phrase contains the other.
    package static let spelledAlike: Relatedness = { first, second in
        let a = Set(Keyword.key(first).split(separator: " "))
        let b = Set(Keyword.key(second).split(separator: " "))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        return Double(a.intersection(b).count) / Double(max(a.count, b.count))
    }
}
