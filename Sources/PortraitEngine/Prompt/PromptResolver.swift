internal import PortraitDomain
internal import Tokenizers

/// Makes the prompt that is encoded out of what a person typed: class word, trigger word, style, and as many of the
/// phrases as there is room for.
struct PromptResolver {
    let prompts: PromptEncoder
    let trigger: TriggerWord
    let photographs: Int

    func resolve(_ source: PromptSource, style: ModelProfile.Style?, classWord: String) throws -> ResolvedPrompt {
        switch source {
        case .resolved(let prompt): return prompt
        case .words(let words): return try resolve(words, words: words, idea: nil, style, classWord)
        case .idea(let idea):
            // An idea's keywords may name a person too, "grandmother": the sitter's phrase stands in front of them.
            let sitter = trigger.insert(into: "", classWord: classWord).prompt
            return try resolve("\(sitter), \(idea.prompt)", words: idea.words, idea: idea, style, classWord)
        }
    }

    private func resolve(
        _ text: String, words: String, idea: PortraitIdea?, _ style: ModelProfile.Style?, _ classWord: String
    ) throws -> ResolvedPrompt {
        let insertion = trigger.insert(into: text, classWord: classWord)
        var phrases = insertion.prompt.split(separator: ",").map { phrase in
            phrase.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
        if let style {
            let place = phrases.firstIndex { !trigger.ranges(in: $0).isEmpty } ?? 0
            phrases.insert(style.prompt, at: min(place + 1, phrases.count))
        }
        while try !fits(phrases), let last = phrases.lastIndex(where: { trigger.ranges(in: $0).isEmpty }) {
            phrases.remove(at: last)
        }
        let used: String =
            switch insertion.place {
            case .afterClassWord(let word): word
            case .alreadyThere, .inFront: classWord
            }
        return ResolvedPrompt(
            words: words, text: phrases.joined(separator: ", "), triggerWord: trigger.word, classWord: used,
            style: style?.name, idea: idea)
    }

    private func fits(_ phrases: [String]) throws -> Bool {
        try trigger.budget(
            phrases.joined(separator: ", "), photographs: photographs, tokenizer: prompts.firstTokenizer
        ).fits
    }
}
