extension PhraseWords {
    /// Where the sitter is named: the first of `names` that is the head and the subject of its phrase.
    ///
    /// 1. It is the subject (`subjects(of:)`), with an article, adjectives or nothing before it, so that no other noun
    ///    makes it one of its own kind as in "snow man".
    /// 2. It is the head: the phrase ends with it, or what follows may follow a noun (`in`, `wearing`), so that it does
    ///    not belong to another noun as in "lady bug".
    /// 3. It is not placed by the sitter, as in "a man behind her", and no pronoun speaks of somebody else.
    ///
    /// Every step goes over the prompt once, whatever stands in it.
    func sitter(_ names: [String]) -> Range<String.Index>? {
        let names = Set(names.map { $0.lowercased() })
        guard !speaksOfSomebodyFirst(names) else { return nil }
        let lengths = Set(names.map { $0.split(separator: " ").count }).filter { $0 > 0 }.sorted(by: >)
        let subjects = phrases.indices.flatMap(subjects(of:))
        let strangers = Dictionary(
            uniqueKeysWithValues: ClassWordGrammar.Gender.allCases.map { ($0, phrasesOnStrangers($0, subjects)) })
        for subject in subjects {
            let words = phrases[subject.phrase]
            for start in subject.starts {
                for length in lengths where start + length <= subject.end {
                    let noun = start..<start + length
                    guard names.contains(words[noun].map(\.text).joined(separator: " ")), isHead(noun, of: subject)
                    else { continue }
                    let gender = ClassWordGrammar.gender(of: words[noun.upperBound - 1].text)
                    if let gender, strangers[gender.other]?.contains(subject.phrase) == true { continue }
                    return words[start].range.lowerBound..<words[noun.upperBound - 1].range.upperBound
                }
            }
        }
        return nil
    }

    /// Whether the noun stands for itself and for the sitter, as far as its own subject tells.
    func isHead(_ noun: Range<Int>, of subject: Subject) -> Bool {
        let words = texts[subject.phrase]
        let name = words[noun.upperBound - 1]
        let rest = Array(words[noun.upperBound..<subject.end])
        // Without an article it is a kind: "human, robot", "the image of man".
        if subject.determiner == nil, name == "human" || subject.picture?.isDefinite == true { return false }
        if noun.upperBound > 1, ClassWordGrammar.names.contains("\(words[noun.upperBound - 2]) \(name)") {
            return false
        }
        // "woman 's face", with a space that should not be there.
        let following = texts[(subject.phrase + 1)...].first?.first
        if noun.upperBound == words.count, following == "s" { return false }
        // It may end a list that an earlier phrase began: "with a dog, a man and a cat".
        let touchesAnd = subject.followsAnd || rest.first == "and" || rest.isEmpty && subject.end < words.count
        if touchesAnd, let firstLink, firstLink < subject.phrase { return false }
        // "a man and a horse behind her" places both.
        if let last = lastObjects[subject.phrase], last >= subject.end { return false }
        return ClassWordGrammar.mayFollow(rest, noun: name, isDetermined: subject.determiner != nil)
            && !ClassWordGrammar.isCarried(rest, isPicture: subject.picture != nil)
            && !ClassWordGrammar.isBesideSitter(rest, noun: name, isLeading: subject.isLeading)
    }

    /// Whether a pronoun stands before every word for a person: it means the sitter, and who comes later is another.
    private func speaksOfSomebodyFirst(_ names: Set<String>) -> Bool {
        for word in texts.joined() {
            if ClassWordGrammar.people.contains(word) || names.contains(word) { return false }
            if ClassWordGrammar.sitterPronouns.contains(word) { return true }
        }
        return false
    }

    /// The phrases with a pronoun of a gender that may speak of a sitter who is not named. A subject of that gender
    /// explains it everywhere, another word for a person only outside of its own phrase: "elegant, a man behind her".
    private func phrasesOnStrangers(_ gender: ClassWordGrammar.Gender, _ subjects: [Subject]) -> Set<Int> {
        let isSubject = subjects.contains { subject in
            let noun = subject.starts.upperBound
            return noun < subject.end && ClassWordGrammar.gender(of: texts[subject.phrase][noun]) == gender
                && isHead(noun..<noun + 1, of: subject)
        }
        guard !isSubject else { return [] }
        let pronouns = gender.pronouns
        let spoken = texts.indices.filter { texts[$0].contains(where: pronouns.contains) }
        let isNamed = texts.joined().contains { ClassWordGrammar.gender(of: $0) == gender }
        // In another phrase than the candidate's it matters as well unless somebody is named.
        return Set(isNamed || spoken.isEmpty ? spoken : Array(texts.indices))
    }
}
