extension PhraseWords {
    /// A possible subject of a phrase: where its noun may begin, and the words that belong to it.
    struct Subject {
        let phrase: Int
        /// Where the noun may begin: behind the determiner, and behind every adjective.
        let starts: ClosedRange<Int>
        let determiner: String?
        /// "portrait of", where that stands before it.
        let picture: ClassWordGrammar.Picture?
        /// Whether nothing of the prompt was named before it.
        let isLeading: Bool
        let followsAnd: Bool
        /// Where what belongs to it ends: at the "and" before the next subject, or with the phrase.
        var end: Int
    }

    /// The subjects of a phrase, in one pass from left to right.
    ///
    /// The first stands where the phrase begins, or behind "portrait of" if the phrase begins with that. Behind "and"
    /// and an article stands another if the one before is one: "a woman in red and a man", "a dog and a man". What
    /// comes after another preposition or a verb stands beside the sitter.
    func subjects(of index: Int) -> [Subject] {
        let words = texts[index]
        guard !isContinued(index) else { return [] }
        let picture = ClassWordGrammar.picture(atStartOf: words)
        // After other things "a painting of a man" is one more thing.
        if let picture, index > 0, picture.determiner != nil { return [] }
        var found: [Subject] = []
        var start: Int? = picture?.length ?? 0
        while let begin = start {
            var first = begin
            let determiner = words[first...].first.flatMap {
                ClassWordGrammar.determiners.contains($0) ? $0 : nil
            }
            if determiner != nil { first += 1 }
            var last = first
            while last < words.count, ClassWordGrammar.isAdjective(words[last]) { last += 1 }
            var subject = Subject(
                phrase: index, starts: first...last, determiner: determiner, picture: found.isEmpty ? picture : nil,
                isLeading: index == 0 && found.isEmpty, followsAnd: !found.isEmpty, end: words.count)
            start = next(after: &subject, in: words)
            found.append(subject)
        }
        return found
    }

    /// Where the next subject begins. Between the two may stand what the first one wears and where they are, but no
    /// preposition or verb that may take in both: "a woman with a dog and a man" does not say which.
    private func next(after subject: inout Subject, in words: [String]) -> Int? {
        func endsHere(_ index: Int) -> Bool {
            index + 1 < words.count && words[index] == "and" && ClassWordGrammar.determiners.contains(words[index + 1])
        }
        let noun = subject.starts.upperBound
        guard noun < words.count, ClassWordGrammar.companions.contains(words[noun]) else { return nil }
        var end = noun + 1
        let isPerson = ClassWordGrammar.people.contains(words[noun])
        if isPerson {
            while end < words.count, !endsHere(end), !ClassWordGrammar.takesInMore(words[end]) { end += 1 }
        } else {
            // An animal that nothing was named before; later it may belong to a list: "with a dog, a cat and a man".
            guard subject.phrase == 0, subject.determiner != nil || subject.starts.count > 1 else { return nil }
        }
        guard endsHere(end) else { return nil }
        subject.end = end
        if isPerson, !isHead(noun..<noun + 1, of: subject) { return nil }
        return end + 1
    }

    /// Whether the phrase goes on with the one before, which ends as no phrase does: "a statue of (a man)".
    private func isContinued(_ index: Int) -> Bool {
        guard index > 0, let last = texts[index - 1].last else { return false }
        return ClassWordGrammar.links.contains(last) || ClassWordGrammar.allDeterminers.contains(last)
            || ["of", "to", "for"].contains(last)
    }
}
