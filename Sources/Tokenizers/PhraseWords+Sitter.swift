extension PhraseWords {
    /// Where the sitter is named: the first of `names` that is the head and the subject of its phrase.
    ///
    /// 1. It is the head: the phrase ends with it, or what follows may follow a noun (`in`, `wearing`), so that it does
    ///    not belong to another noun as in "lady bug".
    /// 2. Before it stand an article, adjectives or nothing, so that no other noun makes it one of its own kind as in
    ///    "snow man".
    /// 3. It is the subject: the phrase begins with it, or "portrait of" or "and" does so before it. What comes after
    ///    another preposition or a verb stands beside the sitter: "a snow man behind her", "Isle of Man".
    func sitter(_ names: [String]) -> Range<String.Index>? {
        let names = Set(names.map { $0.lowercased() })
        let lengths = Set(names.map { $0.split(separator: " ").count }).sorted(by: >)
        for phrase in phrases {
            for end in phrase.indices {
                for start in lengths.map({ end + 1 - $0 }) where start >= 0 {
                    let words = phrase[start...end]
                    if names.contains(words.map(\.text).joined(separator: " ")), isHead(end, of: phrase),
                        isSubject(start, of: phrase)
                    {
                        return phrase[start].range.lowerBound..<phrase[end].range.upperBound
                    }
                }
            }
        }
        return nil
    }

    private func isHead(_ end: Int, of phrase: [Word]) -> Bool {
        let rest = phrase[(end + 1)...].map(\.text)
        guard let next = rest.first else { return true }
        // The one name of this form that is not of a person.
        guard !rest.starts(with: ["in", "the", "moon"]) else { return false }
        return ClassWordGrammar.mayFollow(next, next: rest.dropFirst().first)
    }

    private func isSubject(_ start: Int, of phrase: [Word]) -> Bool {
        var first = start
        while first > 0, ClassWordGrammar.isAdjective(phrase[first - 1].text) { first -= 1 }
        let hasDeterminer = first > 0 && ClassWordGrammar.determiners.contains(phrase[first - 1].text)
        if hasDeterminer { first -= 1 }
        guard first > 0 else { return true }
        let before = phrase[..<first].map(\.text)
        if before.last == "of" { return before.dropLast().last.map(ClassWordGrammar.pictures.contains) ?? false }
        guard before.last == "and", hasDeterminer else { return false }
        return isSubject(upTo: first - 1, of: phrase)
    }

    /// Of two side by side, each is a subject if the first is: "a woman in red and a man", "a dog and a man", but not
    /// "with a dog and a man".
    private func isSubject(upTo end: Int, of phrase: [Word]) -> Bool {
        let hasPerson = phrase[..<end].indices.contains { index in
            ClassWordGrammar.people.contains(phrase[index].text) && isHead(index, of: phrase)
                && isSubject(index, of: phrase)
        }
        guard !hasPerson else { return true }
        let noun = phrase[..<end].map(\.text).drop { ClassWordGrammar.determiners.contains($0) }
            .drop(while: ClassWordGrammar.isAdjective)
        return noun.count == 1 && noun.count < end
    }
}
