/// The result of `chooseKeywords`: the fifteen keywords that matter for the picture, the most important first.
package struct ChosenKeywords: Sendable, Codable, Hashable {
    package static let count = 15
    /// With fewer valid keywords the answer is asked for again instead of filled up.
    static let repairableCount = 5

    package let words: [String]

    package init(words: [String]) {
        self.words = words
    }

    /// Problems, in words that a language model can act on.
    package func problems(from meta: MetaKeywords) -> [String] {
        var problems: [String] = []
        if words.count != Self.count { problems.append("there are \(words.count) keywords; choose \(Self.count)") }
        let known = Set(meta.all)
        var seen: Set<String> = []
        for word in words {
            if !known.contains(word) { problems.append("\"\(word)\" is not among the keywords given") }
            if !seen.insert(Keyword.key(word)).inserted { problems.append("\"\(word)\" is chosen twice") }
        }
        return problems
    }

    /// Spells the words as they were given, removes others, and fills up from every category in turn.
    package func repaired(from meta: MetaKeywords) -> Repaired<ChosenKeywords> {
        var repairs: [String] = []
        let given = Dictionary(meta.all.map { (Keyword.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var kept: [String] = []
        for word in words {
            guard let spelled = given[Keyword.key(word)] else {
                repairs.append("removed \"\(word)\", which was not among the keywords")
                continue
            }
            if kept.contains(spelled) {
                repairs.append("removed the repeated \"\(spelled)\"")
            } else if kept.count == Self.count {
                repairs.append("removed \"\(spelled)\", for which there is no room")
            } else {
                if spelled != word { repairs.append("wrote \"\(spelled)\" for \"\(word)\"") }
                kept.append(spelled)
            }
        }
        if kept.count >= Self.repairableCount {
            for word in meta.inTurns where kept.count < Self.count && !kept.contains(word) {
                kept.append(word)
                repairs.append("added \"\(word)\"")
            }
        }
        return Repaired(value: ChosenKeywords(words: kept), repairs: repairs)
    }
}

extension MetaKeywords {
    /// The first keyword of every category, then the second of every category, and so on.
    var inTurns: [String] {
        let longest = KeywordCategory.allCases.map { self[$0].count }.max() ?? 0
        return (0..<longest).flatMap { index in
            KeywordCategory.allCases.compactMap { self[$0].indices.contains(index) ? self[$0][index] : nil }
        }
    }
}
