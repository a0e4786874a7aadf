import Mecene
import Support
import WordSafety

/// Writes an idea's title from what the idea is made of, by the patterns of the lexicon (`titles.txt`).
struct TitleWriter: Sendable {
    let patterns: [TitlePattern]
    let safety: SafetyRules

    /// - Returns: nil where no pattern gives a good one.
    func title(_ subject: TitleSubject, words: String, seed: UInt64) -> Title? {
        // A generator of its own, so that titles can change without changing ideas.
        var random = SeededRandom(words: "title of \(words)", seed: seed)
        let own = patterns.filter { $0.kind == subject.phrase.kind }.shuffled(by: &random)
        let general = patterns.filter { $0.kind == nil }.shuffled(by: &random)
        // Two of three titles speak of the person's words.
        let isOwnFirst = random.index(below: 3) > 0
        return (isOwnFirst ? own + general : general + own).lazy.compactMap { pattern in
            pattern.filled(subject.text(for:)).map { Title(Title.capitalized($0)) }
        }.first { isGood($0, words) }
    }

    private func isGood(_ title: Title, _ words: String) -> Bool {
        let stems = ContentWords.list(title.text)
        return Set(stems).count == stems.count && title.problems(safety, words: words).isEmpty
            // "The Quiet Storm" says no more than "quiet storm".
            && Set(stems) != ContentWords.stems(of: words)
    }
}

/// A line of `titles.txt`.
struct TitlePattern: Sendable {
    /// Of the phrases that it is for; nil for all.
    let kind: PhraseKind?
    let text: String

    /// - Returns: nil where a part is missing.
    func filled(_ part: (String) -> String?) -> String? {
        var title = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let filling = part(String(rest[rest.index(after: open)..<close])) else { return nil }
            title += rest[..<open] + filling
            rest = rest[rest.index(after: close)...]
        }
        return title + rest
    }
}

extension Array {
    /// Fisher and Yates, without the standard library's method, which may change.
    fileprivate func shuffled(by random: inout SeededRandom) -> [Element] {
        var result = self
        for index in result.indices.dropFirst().reversed() {
            result.swapAt(index, random.index(below: index + 1))
        }
        return result
    }
}
