/// Decides from the words around it whether a word for a person is the sitter.
///
/// A wrong "no" does no harm: the sitter then gets a phrase of their own in front of the prompt. So the lists hold only
/// words that are known to be right, and all others are taken for part of another thing's name: a snow man, a lady bug,
/// a human skull. No ending is trusted: a goldfish ends like "stylish", a pudding like "smiling".
enum ClassWordGrammar {
    static func isAdjective(_ word: String) -> Bool {
        if adjectives.contains(word) || peoples.contains(word) { return true }
        guard let hyphen = word.lastIndex(of: "-") else { return false }
        return compoundEnds.contains(String(word[word.index(after: hyphen)...]))
    }

    /// The words before "of" that make what follows the subject.
    struct Picture {
        /// How many words, "of" included.
        let length: Int
        let determiner: String?
        /// "the image of man" speaks of all men.
        var isDefinite: Bool { determiner.map { $0 != "a" && $0 != "an" && $0 != "one" } ?? false }
    }

    /// "portrait of", "a black and white photo of", "Rembrandt's painting of" at the beginning of a phrase. With other
    /// words before it the picture is a thing beside the sitter: "holding a photo of a man".
    static func picture(atStartOf words: [String]) -> Picture? {
        var index = 0
        var determiner: String?
        if let first = words.first, determiners.contains(first) {
            determiner = first
            index = 1
        }
        if index < words.count, words[index].hasSuffix("'s") || words[index].hasSuffix("’s") {
            determiner = determiner ?? words[index]
            index += 1
        }
        func isModifier(_ word: String) -> Bool {
            pictures.contains(word) || pictureKinds.contains(word) || isAdjective(word)
        }
        while index < words.count, isModifier(words[index]) || words[index] == "and" { index += 1 }
        guard index > 0, index < words.count, words[index] == "of", pictures.contains(words[index - 1]) else {
            return nil
        }
        if words[index - 1] == "up", !words[..<index].dropLast().reversed().starts(with: ["close"]) { return nil }
        return Picture(length: index + 1, determiner: determiner)
    }

    /// Whether what begins with the word may take in a noun behind "and" as well.
    static func takesInMore(_ word: String) -> Bool {
        if ["in", "on", "at", "and", "wearing", "dressed"].contains(word) { return false }
        return links.contains(word) || adverbs.contains(word) || ["of", "to", "for"].contains(word)
            || word.count >= 5 && (word.hasSuffix("ing") || word.hasSuffix("ed")) || verbs.contains(word)
    }

    /// Whether a noun for a person stands for itself before these words, and does not belong to another noun.
    ///
    /// - Parameter isDetermined: whether it has an article; "a woman smiles", while "woman smiles" may be many smiles.
    static func mayFollow(_ rest: [String], noun: String, isDetermined: Bool) -> Bool {
        guard let word = rest.first else { return true }
        let next = rest.dropFirst().first
        // "man to man"; and the one name of its form that is not of a person.
        guard next != noun, !rest.starts(with: ["in", "the", "moon"]) else { return false }
        let isPhrase = next.map { allDeterminers.contains($0) } ?? false
        let isClear =
            isPhrase
            || next.map { links.contains($0) || adverbs.contains($0) || participles.contains($0) } ?? true
        switch word {
        // "human and animal bones", "man and machine" name two kinds; "lady like manners" one.
        case "and", "or":
            return isPhrase || rest.dropFirst().first { !isAdjective($0) }.map { people.contains($0) } ?? false
        case "like": return isPhrase
        case "next": return next == "to"
        case "wearing", "holding", "carrying": return true
        default: break
        }
        if links.contains(word) { return true }
        if verbs.contains(word) { return isDetermined && noun != "human" && isClear }
        if participles.contains(word) || adverbs.contains(word) { return isClear }
        // Nearly every verb: "man climbing a wall", while "man eating shark" and "lady riding boots" are things. Of a
        // human it may be a noun with anything: "human cloning in a laboratory".
        guard word.count >= 5, word.hasSuffix("ing"), !nouns.contains(word), noun != "human" else { return false }
        return next != nil && isClear
    }

    /// Whether the person is only shown on a thing, or the picture of them is one: "a lady on a coin", "photo of a man on
    /// the wall".
    static func isCarried(_ rest: [String], isPicture: Bool) -> Bool {
        guard let word = rest.first else { return false }
        if let work = rest.last, works.contains(work) {
            let before = rest.dropLast().last ?? ""
            if !allDeterminers.contains(before), !isAdjective(before) { return true }
        }
        let location = rest.dropFirst().prefix { !links.contains($0) }
        switch word {
        case "hanging": return true
        case "on" where location.contains(where: carriers.contains): return true
        case "in" where location.contains(where: holders.contains): return true
        case "on", "above", "over", "in", "inside":
            return isPicture && location.contains(where: furniture.contains)
        default: return false
        }
    }
}
