import Support
package import WordSafety

/// The result of `generateIdea`: a portrait described in one paragraph.
package struct Idea: Sendable, Codable, Hashable {
    package static let wordCount = 40...60

    package let text: String
    /// nil until its author or the composer gives one.
    package let title: Title?

    package init(text: String, title: Title? = nil) {
        self.text = text
        self.title = title
    }

    package func titled(_ title: Title) -> Idea { Idea(text: text, title: title) }

    /// Words with at least one letter or digit.
    package var wordCount: Int { Self.words(of: text).count }

    static func words(of text: some StringProtocol) -> [Substring] {
        Substring(text).split(whereSeparator: \.isWhitespace).filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    /// Problems, in words that a language model can act on; empty when the idea is good.
    package func problems(_ rules: SafetyRules) -> [String] {
        var problems: [String] = []
        let count = wordCount
        if !Self.wordCount.contains(count) {
            problems.append(
                "the idea has \(count) words; write \(Self.wordCount.lowerBound) to \(Self.wordCount.upperBound)")
        }
        if text.contains(where: { $0.isNewline }) { problems.append("the idea has line breaks; write one paragraph") }
        if text.contains(where: { "*#`_<>{}[]|\\".contains($0) }) {
            problems.append("the idea has markup; write plain sentences")
        }
        if [" ,", " .", " ;", " :", " !", " ?"].contains(where: text.contains) {
            problems.append("the idea has spaces before its punctuation")
        }
        if let first = text.first, Self.lacksCapital(first) {
            problems.append("the idea does not begin with a capital letter")
        }
        if let last = text.last, !".!?".contains(last) { problems.append("the idea does not end with a full stop") }
        if let refusal = rules.refusal(ofWritten: text) { problems.append(refusal.description) }
        return problems
    }

    /// Repairs quotation marks, labels, markup, line breaks, a missing full stop, and too many words if whole sentences
    /// fit. Anything else stays, to be asked for again.
    package func repaired() -> Repaired<Idea> {
        var repairs: [String] = []
        var words = text.split(whereSeparator: \.isWhitespace).map { word in
            String(word.filter { !"*#`_<>{}[]|\\".contains($0) })
        }.filter { !$0.isEmpty }
        if words.joined(separator: " ") != text { repairs.append("removed markup and line breaks") }
        if let first = words.first?.lowercased(), ["idea:", "portrait:", "answer:"].contains(first) {
            words.removeFirst()
            repairs.append("removed the label \(first)")
        }
        let closed = words.reduce(into: [String]()) { closed, word in
            if let sign = word.first, ",.;:!?".contains(sign), let last = closed.indices.last {
                closed[last] += word
            } else {
                closed.append(word)
            }
        }
        if closed != words { repairs.append("closed up punctuation") }
        var plain = closed.joined(separator: " ")
        let unquoted = plain.trimming { "\"“”'‘’ ".contains($0) }
        if unquoted != plain {
            plain = unquoted
            repairs.append("removed quotation marks")
        }
        if Self.words(of: plain).count > Self.wordCount.upperBound, let shorter = Self.shortened(plain) {
            plain = shorter
            repairs.append("cut to \(Self.words(of: plain).count) words")
        }
        if let last = plain.last, !".!?".contains(last) {
            plain = plain.trimming { ",;:–— -".contains($0) } + "."
            repairs.append("added a full stop")
        }
        if let first = plain.first, Self.lacksCapital(first) {
            plain = first.uppercased() + plain.dropFirst()
            repairs.append("began with a capital letter")
        }
        let mended = title?.repaired()
        if mended != title { repairs.append("mended the title") }
        return Repaired(value: Idea(text: plain, title: mended), repairs: repairs)
    }

    /// A small letter that has a capital: not all scripts have them.
    private static func lacksCapital(_ letter: Character) -> Bool {
        letter.isLowercase && letter.uppercased() != String(letter)
    }

    /// Consecutive whole sentences that fit, from the first one if possible; nil if there are none.
    private static func shortened(_ text: String) -> String? {
        var sentences: [[Substring]] = [[]]
        for word in text.split(separator: " ") {
            sentences[sentences.count - 1].append(word)
            if endsSentence(word) { sentences.append([]) }
        }
        // The text after the last full stop is not a sentence.
        sentences.removeLast()
        for start in sentences.indices {
            for end in stride(from: sentences.count, to: start, by: -1) {
                let part = sentences[start..<end].joined().joined(separator: " ")
                if wordCount.contains(words(of: part).count) { return part }
            }
        }
        return nil
    }

    private static func endsSentence(_ word: Substring) -> Bool {
        guard let last = word.last(where: { !"\"”’')".contains($0) }) else { return false }
        return ".!?".contains(last)
    }
}

/// A repaired value and its repairs, one line each.
package struct Repaired<Value: Sendable>: Sendable {
    package let value: Value
    package let repairs: [String]

    package init(value: Value, repairs: [String]) {
        self.value = value
        self.repairs = repairs
    }
}

extension Repaired: Equatable where Value: Equatable {}
