/// Small rules of English grammar.
enum Grammar {
    /// "an ink wash", "a ukiyo-e print", "an hour".
    static func withArticle(_ phrase: String) -> String {
        (startsWithVowelSound(phrase) ? "an " : "a ") + phrase
    }

    static func startsWithVowelSound(_ phrase: String) -> Bool {
        let word = phrase.lowercased()
        if ["herb", "herbs", "herbal"].contains(word.prefix { $0 != " " }) { return true }
        if ["hour", "honest", "honor", "honour", "heir"].contains(where: word.hasPrefix) { return true }
        if ["uni", "una", "usa", "use", "usu", "eu", "one", "once", "uk", "ut", "ur"].contains(where: word.hasPrefix) {
            // "unimportant" begins with the prefix un- and "urn" with a vowel; "unanimous" and "unary" have neither.
            return ["unim", "unin", "unide", "unill", "urn", "urb", "urg", "urs", "utt", "utm", "oner"]
                .contains(where: word.hasPrefix)
                || word.hasPrefix("una") && !["unanim", "unary"].contains(where: word.hasPrefix)
        }
        return word.first.map { "aeiou".contains($0) } ?? false
    }

    static func capitalized(_ sentence: String) -> String {
        sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
