import PortraitDomain
import Tokenizers

/// Makes the encoded prompt from a person's words: class word, trigger word, style, and as many phrases as fit.
struct PromptResolver {
    let prompts: PromptEncoder
    let trigger: TriggerWord
    let photographs: Int

    /// A prompt, and whether words were left out.
    typealias Resolution = (prompt: ResolvedPrompt, isCut: Bool)

    func resolve(_ source: PromptSource, style: ModelProfile.Style?, classWord: String) throws -> Resolution {
        switch source {
        case .resolved(let prompt): return (prompt, false)
        case .words(let words): return try resolve(words, words: words, idea: nil, style, classWord)
        case .idea(let idea):
            // An idea's keywords may name a person too ("grandmother"), so that the sitter's phrase comes first.
            let sitter = trigger.insert(into: "", classWord: classWord).prompt
            let text = ([sitter] + idea.phrases).joined(separator: ", ")
            return try resolve(text, words: idea.words, idea: idea, style, classWord)
        }
    }

    private func resolve(
        _ text: String, words: String, idea: PortraitIdea?, _ style: ModelProfile.Style?, _ classWord: String
    ) throws -> Resolution {
        let insertion = trigger.insert(into: text, classWord: classWord)
        var phrases = insertion.prompt.split(separator: ",").map { phrase in
            phrase.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
        if let style {
            let sitter = phrases.firstIndex { !trigger.ranges(in: $0).isEmpty } ?? 0
            phrases.insert(style.prompt, at: min(sitter + 1, phrases.count))
        }
        let isCut = try cut(&phrases)
        let text = phrases.joined(separator: ", ")
        let used: String =
            switch insertion.place {
            case .afterClassWord(let word): word
            case .alreadyThere: wordBeforeTrigger(in: text) ?? classWord
            case .inFront: classWord
            }
        let prompt = ResolvedPrompt(
            words: words, text: text, triggerWord: trigger.word, classWord: used, style: style?.name, idea: idea)
        return (prompt, isCut)
    }

    /// Leaves out the last words, phrase by phrase from the end, until the rest fits; the sitter's phrase stays up to
    /// the trigger.
    private func cut(_ phrases: inout [String]) throws -> Bool {
        var isCut = try cutPhrases(&phrases)
        guard let sitter = phrases.indices.last else { return isCut }
        while try !fits(phrases) {
            let words = phrases[sitter].split(separator: " ").dropLast().joined(separator: " ")
            guard !trigger.ranges(in: words).isEmpty else { break }
            phrases[sitter] = words
            isCut = true
        }
        return isCut
    }

    private func cutPhrases(_ phrases: inout [String]) throws -> Bool {
        var isCut = false
        while try !fits(phrases), let last = phrases.lastIndex(where: { trigger.ranges(in: $0).isEmpty }) {
            isCut = true
            var words = phrases.remove(at: last).split(separator: " ")
            // Keep the beginning of the phrase if it fits without its last words.
            while words.count > 1 {
                words.removeLast()
                let rest = words.joined(separator: " ")
                guard try fits(Array(phrases[..<last]) + [rest] + phrases[last...]) else { continue }
                phrases.insert(rest, at: last)
                break
            }
        }
        return isCut
    }

    private func fits(_ phrases: [String]) throws -> Bool {
        let text = phrases.joined(separator: ", ")
        return try [prompts.firstTokenizer, prompts.secondTokenizer].allSatisfy {
            try trigger.budget(text, photographs: photographs, tokenizer: $0).fits
        }
    }

    private func wordBeforeTrigger(in text: String) -> String? {
        guard let range = trigger.ranges(in: text).first else { return nil }
        return text[..<range.lowerBound].split(whereSeparator: { !$0.isLetter && $0 != "-" }).last.map(String.init)
    }
}
