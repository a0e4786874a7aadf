import Support
package import WordSafety

/// Rules for one keyword: a short phrase in lower case without punctuation.
package enum Keyword {
    package static let wordLimit = 4
    package static let characterLimit = 40

    /// Lower case, single spaces, nothing but letters, digits, hyphens and apostrophes.
    package static func normalized(_ text: String) -> String {
        if isNormalized(text) { return text }
        let kept = text.lowercased().map { character -> Character in
            switch character {
            case "’": "'"
            case "‐", "‑", "–", "—": "-"
            case _ where character.isLetter || character.isNumber || "-'".contains(character): character
            default: " "
            }
        }
        return String(kept).split(separator: " ").map { String($0).trimming { "-'".contains($0) } }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Whether a text is plain words already, as nearly all are: small ASCII letters, digits and single spaces.
    private static func isNormalized(_ text: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: " ") where previous != byte: break
            default: return false
            }
            previous = byte
        }
        return previous != UInt8(ascii: " ") || text.isEmpty
    }

    /// The key that two keywords must not share: the words without plural endings, so that "wave" repeats "waves".
    package static func key(_ keyword: String) -> String {
        normalized(keyword).split(separator: " ").map { stem(String($0)) }.joined(separator: " ")
    }

    /// A word without its plural ending.
    package static func stem(_ word: String) -> String { word.withoutPluralEnding }

    /// The problem of a keyword; nil when it is good.
    package static func problem(_ keyword: String, _ rules: SafetyRules) -> String? {
        if keyword.isEmpty { return "a keyword is empty" }
        if keyword != normalized(keyword) { return "\"\(keyword)\" is not in plain lower case" }
        if keyword.split(separator: " ").count > wordLimit || keyword.count > characterLimit {
            return "\"\(keyword)\" is too long; use \(wordLimit) words at most"
        }
        if let refusal = rules.refusal(ofWritten: keyword) { return "\"\(keyword)\": \(refusal)" }
        return nil
    }
}
