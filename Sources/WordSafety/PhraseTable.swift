/// Phrases found by their first word.
struct PhraseTable: Sendable {
    private let phrases: [String: [[String]]]

    private let exactly: Bool

    /// - Parameter exactly: whether a plural's ending makes a word another one.
    init(_ phrases: [[String]], exactly: Bool = false) {
        self.exactly = exactly
        self.phrases = Dictionary(grouping: phrases.filter { !$0.isEmpty }) { $0[0] }
    }

    /// The longest phrase that begins at `index`, as it stands there.
    func match(_ words: [String], at index: Int) -> ArraySlice<String>? {
        let rest = words[index...]
        let word = words[index]
        let candidates = (phrases[word] ?? []) + (exactly ? [] : phrases[word.withoutPluralEnding] ?? [])
        return candidates.filter { rest.starts(with: $0) { $0 == $1 || !exactly && $0.withoutPluralEnding == $1 } }
            .map(\.count).max().map { rest.prefix($0) }
    }

    /// Indices of words that belong to one of the phrases.
    func covered(_ words: [String]) -> Set<Int> {
        words.indices.reduce(into: []) { covered, index in
            if let found = match(words, at: index) { covered.formUnion(found.indices) }
        }
    }
}
