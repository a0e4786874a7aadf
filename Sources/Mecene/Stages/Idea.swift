/// What `generateIdea` returns: a portrait described in one paragraph.
package struct Idea: Sendable, Codable, Hashable {
    package static let wordCount = 40...60

    package let text: String

    package init(text: String) {
        self.text = text
    }

    /// Words with at least one letter or digit.
    package var wordCount: Int { Self.words(of: text).count }

    static func words(of text: some StringProtocol) -> [Substring] {
        Substring(text).split(whereSeparator: \.isWhitespace).filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    /// What is wrong, in words that a language model can act on; empty when the idea is good.
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
        if let first = text.first, !first.isUppercase && !first.isNumber {
            problems.append("the idea does not begin with a capital letter")
        }
        if let last = text.last, !".!?".contains(last) { problems.append("the idea does not end with a full stop") }
        if let refusal = rules.refusal(ofWritten: text) { problems.append(refusal.description) }
        return problems
    }

    /// Mends what can be mended without writing anew: quotation marks, labels, markup, line breaks, a missing full
    /// stop, and too many words where whole sentences fit.
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
        if Self.words(of: plain).count > Self.wordCount.upperBound {
            plain = Self.shortened(plain)
            repairs.append("cut to \(Self.words(of: plain).count) words")
        }
        if let last = plain.last, !".!?".contains(last) {
            plain = plain.trimming { ",;:–— -".contains($0) } + "."
            repairs.append("added a full stop")
        }
        if let first = plain.first, first.isLowercase {
            plain = first.uppercased() + plain.dropFirst()
            repairs.append("began with a capital letter")
        }
        return Repaired(value: Idea(text: plain), repairs: repairs)
    }

    /// Whole sentences while they fit; where they leave too few words, whole clauses.
    private static func shortened(_ text: String) -> String {
        for signs in [".!?", ".!?,;"] {
            var best = ""
            for index in text.indices where signs.contains(text[index]) {
                let part = text[...index]
                guard words(of: part).count <= wordCount.upperBound else { break }
                best = String(part)
            }
            if words(of: best).count >= wordCount.lowerBound { return best.trimming { ",; ".contains($0) } }
        }
        let all = text.split(separator: " ")
        return all.prefix(wordCount.upperBound).joined(separator: " ")
    }
}

/// A value after repair, and what was done to it, one line each.
package struct Repaired<Value: Sendable>: Sendable {
    package let value: Value
    package let repairs: [String]

    package init(value: Value, repairs: [String]) {
        self.value = value
        self.repairs = repairs
    }
}

extension Repaired: Equatable where Value: Equatable {}

extension String {
    func trimming(while isUnwanted: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isUnwanted(first) { rest.removeFirst() }
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return String(rest)
    }
}
