extension ClassWordGrammar {
    enum Gender: Hashable, CaseIterable {
        case feminine
        case masculine

        var other: Gender { self == .feminine ? .masculine : .feminine }

        var pronouns: Set<String> {
            switch self {
            case .feminine: ["she", "her", "hers", "herself", "she's"]
            case .masculine: ["he", "him", "his", "himself", "he's"]
            }
        }
    }

    static func gender(of noun: String) -> Gender? {
        if women.contains(noun) { return .feminine }
        return men.contains(noun) ? .masculine : nil
    }

    /// Pronouns for the sitter before anybody is named. "my" is left out: "my grandmother" is the sitter.
    static let sitterPronouns = words(
        "she her hers herself he him his himself they them their i me we us myself she's he's")

    private static let objects = words("him them me us you it hers")
    private static let owners = words("her his their the")
    /// Of a single person's surroundings they tell of others.
    private static let others = words("their my our your")

    /// Whether the words place the person by somebody else, who then is the sitter: "behind her", "in the background",
    /// "at his side", "looking at the woman".
    ///
    /// Words after "with" are placed relative to the person: "a woman with mountains behind her". That is certain only
    /// where nobody and nothing was named before.
    static func isBesideSitter(_ rest: [String], noun: String, isLeading: Bool) -> Bool {
        let with = isLeading ? rest.firstIndex(of: "with") : nil
        let isNeutral = gender(of: noun) == nil
        for (index, word) in rest.enumerated() {
            let next = index + 1 < rest.count ? rest[index + 1] : nil
            let isOwn = with.map { index > $0 + 1 } ?? false
            if isObject(word, next: next), !(isOwn && refers(word, to: noun)) { return true }
            if others.contains(word), !(word == "their" && isNeutral) { return true }
            guard owners.contains(word), let next else { continue }
            if word == "the", people.contains(next) || sitters.contains(next) { return true }
            let isPlace = index > 0 && (prepositions.contains(rest[index - 1]) || rest[index - 1] == "to")
            if isPlace, sides.contains(next), !isOwn { return true }
        }
        return false
    }

    /// Whether the word is a pronoun for somebody whom something is done to or who is stood by.
    static func isObject(_ word: String, next: String?) -> Bool {
        if objects.contains(word) { return true }
        // Before a noun it tells whose.
        guard word == "her" else { return false }
        return next.map { links.contains($0) || adverbs.contains($0) || $0.hasSuffix("ing") } ?? true
    }

    private static func refers(_ pronoun: String, to noun: String) -> Bool {
        gender(of: noun)?.pronouns.contains(pronoun) ?? true
    }
}
