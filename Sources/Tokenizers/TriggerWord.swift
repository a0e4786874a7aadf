/// PhotoMaker's trigger word: the token before it stands for the person and makes room for the photographs.
///
/// The published code adds the word to the tokenizers, removes its id again and repeats the id before it
/// (TencentARC/PhotoMaker 060b4fc). Here the word is found in the text, so that no id outside the vocabulary exists.
package struct TriggerWord: Sendable, Hashable {
    package enum Matching: Sendable, Hashable {
        /// Only as a word of its own, in the same case.
        case wholeWord
        /// Also inside other words and after a sign, as published: `imgur`, `manimg` and `man, img` trigger.
        case substring
    }

    package enum Overflow: Sendable, Hashable {
        /// A prompt that does not fit is an error.
        case refuse
        /// Cuts before and after the expansion, as published; a long prompt loses its end mark.
        case cut
    }

    package let word: String
    package let matching: Matching
    package let overflow: Overflow
    /// k: how many tokens each photograph takes, 2 for PhotoMaker V2.
    package let tokensPerPhotograph: Int

    package init(
        _ word: String = "img", matching: Matching = .wholeWord, overflow: Overflow = .refuse,
        tokensPerPhotograph: Int = 2
    ) {
        precondition(!word.isEmpty && tokensPerPhotograph > 0, "A trigger needs a word and room for a photograph.")
        self.word = word
        self.matching = matching
        self.overflow = overflow
        self.tokensPerPhotograph = tokensPerPhotograph
    }

    /// The ranges of the trigger in a prompt.
    package func ranges(in prompt: String) -> [Range<String.Index>] {
        let scalars = Array(prompt.unicodeScalars)
        let indices = Array(prompt.unicodeScalars.indices) + [prompt.endIndex]
        return WordBoundary.ranges(of: word, in: scalars)
            .filter { matching == .substring || WordBoundary.isWholeWord($0, in: scalars) }
            .map { indices[$0.lowerBound]..<indices[$0.upperBound] }
    }

    /// The prompt's ids for one tokenizer, with room for the identity.
    ///
    /// With N photographs of k tokens, R raw tokens (both marks and the trigger included) and a length of L, the
    /// trigger goes and one class token becomes k·N, so R − 2 + k·N ≤ L must hold: R ≤ L + 2 − k·N, and R ≤ L.
    /// Of a class word of several tokens only the last is repeated, as published.
    package func expand(
        _ prompt: String, photographs: Int, tokenizer: CLIPTokenizer
    ) throws(TriggerError) -> TriggeredPrompt {
        let copies = try copies(photographs, tokenizer)
        var parts = try split(prompt, tokenizer)
        let budget = budget(parts, copies, tokenizer)
        if !budget.fits {
            guard overflow == .cut else { throw .overBudget(budget) }
            let room = tokenizer.maximumLength - 2
            guard parts.before.count < room else { throw .noTrigger(word: word) }
            parts.after = Array(parts.after.prefix(room - 1 - parts.before.count))
        }
        guard let classToken = parts.before.last else { throw .triggerAtBeginning(word: word) }

        var ids = [tokenizer.beginningID] + parts.before.dropLast()
        let first = ids.count
        ids += Array(repeating: classToken, count: copies) + parts.after + [tokenizer.endID]
        let length = tokenizer.maximumLength
        ids = Array(ids.prefix(length))
        ids += Array(repeating: tokenizer.paddingID, count: length - ids.count)
        return TriggeredPrompt(
            ids: ids, photographPositions: min(first, length)..<min(first + copies, length), classToken: classToken,
            budget: budget)
    }

    /// How much of a text's length a prompt with one trigger uses.
    package func budget(
        _ prompt: String, photographs: Int, tokenizer: CLIPTokenizer
    ) throws(TriggerError) -> TokenBudget {
        let copies = try copies(photographs, tokenizer)
        return try budget(split(prompt, tokenizer), copies, tokenizer)
    }

    /// The prompt without its trigger, decoded from ids as published: in lower case and with spaced punctuation.
    package func decodedTextOnlyPrompt(_ prompt: String, tokenizer: CLIPTokenizer) throws(TriggerError) -> String {
        let parts = try split(prompt, tokenizer)
        do {
            return try tokenizer.decode(parts.before + parts.after, skippingAddedTokens: false)
        } catch {
            throw .tokenizer(error)
        }
    }
}

extension TriggerWord {
    private struct Parts {
        var before: [Int]
        var after: [Int]
    }

    private func split(_ prompt: String, _ tokenizer: CLIPTokenizer) throws(TriggerError) -> Parts {
        let ranges = ranges(in: prompt)
        guard let range = ranges.first else { throw .noTrigger(word: word) }
        guard ranges.count == 1 else { throw .severalTriggers(word: word, count: ranges.count) }
        let before: [TextPiece]
        let after: [Int]
        do {
            before = try tokenizer.pieces(of: String(prompt[..<range.lowerBound]))
            after = try tokenizer.tokenIDs(of: String(prompt[range.upperBound...]))
        } catch {
            throw .tokenizer(error)
        }
        guard let last = before.last else { throw .triggerAtBeginning(word: word) }
        guard
            matching == .substring
                || !last.isAddedToken && last.text.unicodeScalars.contains(where: WordBoundary.isWord)
        else {
            throw .triggerAfterPunctuation(word: word, sign: last.text)
        }
        return Parts(before: before.flatMap(\.ids), after: after)
    }

    private func copies(_ photographs: Int, _ tokenizer: CLIPTokenizer) throws(TriggerError) -> Int {
        // The shortest prompt is the two marks, the class token and the trigger: 4 ≤ L + 2 − k·N.
        let largest = (tokenizer.maximumLength - 2) / tokensPerPhotograph
        guard photographs >= 1, photographs <= largest else {
            throw .photographCount(photographs, largest: largest)
        }
        return photographs * tokensPerPhotograph
    }

    private func budget(_ parts: Parts, _ copies: Int, _ tokenizer: CLIPTokenizer) -> TokenBudget {
        TokenBudget(
            used: parts.before.count + parts.after.count + 3,
            available: min(tokenizer.maximumLength, tokenizer.maximumLength + 2 - copies))
    }
}

/// Tokens of a prompt, both marks and the trigger included, against those that fit beside the photographs.
package struct TokenBudget: Sendable, Hashable {
    package let used: Int
    package let available: Int
    package var fits: Bool { used <= available }
}

/// A prompt with room for photographs.
package struct TriggeredPrompt: Sendable, Hashable {
    /// The trigger removed, the class token repeated, padded to the tokenizer's length.
    package let ids: [Int]
    /// The range of ``ids`` that the photographs' tokens replace.
    package let photographPositions: Range<Int>
    package let classToken: Int
    package let budget: TokenBudget

    /// True at ``photographPositions``, one value for each of ``ids``.
    package var mask: [Bool] { ids.indices.map(photographPositions.contains) }
}
