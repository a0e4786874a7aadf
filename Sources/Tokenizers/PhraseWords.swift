/// The words of a prompt in lower case, with their ranges, phrase by phrase. Punctuation separates phrases.
struct PhraseWords {
    struct Word: Equatable {
        /// In lower case.
        let text: String
        let range: Range<String.Index>
    }

    let phrases: [[Word]]
    /// The words alone.
    let texts: [[String]]
    /// The last word of each phrase that is a pronoun like "him", which somebody stands by or looks at.
    let lastObjects: [Int?]
    /// The first phrase with a preposition or a verb.
    let firstLink: Int?

    /// A word keeps the signs that join it to the next: `man-made` and `woman's` are one word each. `&` and `+` are read
    /// as "and", so that they do not begin a phrase.
    init(_ prompt: String) {
        var phrases: [[Word]] = [[]]
        let scalars = Array(prompt.unicodeScalars), indices = Array(prompt.unicodeScalars.indices) + [prompt.endIndex]
        var index = 0
        while index < scalars.count {
            let start = index
            while index < scalars.count, Self.isPartOfWord(index, in: scalars) { index += 1 }
            if index > start {
                let range = indices[start]..<indices[index]
                phrases[phrases.count - 1].append(Word(text: prompt[range].lowercased(), range: range))
                continue
            }
            if scalars[index] == "&" || scalars[index] == "+" {
                phrases[phrases.count - 1].append(Word(text: "and", range: indices[index]..<indices[index + 1]))
            } else if !scalars[index].properties.isWhitespace || scalars[index] == "\n" {
                phrases.append([])
            }
            index += 1
        }
        self.phrases = phrases.filter { !$0.isEmpty }
        texts = self.phrases.map { $0.map(\.text) }
        lastObjects = texts.map { words in
            words.indices.last {
                ClassWordGrammar.isObject(words[$0], next: $0 + 1 < words.count ? words[$0 + 1] : nil)
            }
        }
        firstLink = texts.firstIndex { $0.contains(where: ClassWordGrammar.links.contains) }
    }

    /// Characters typed for an apostrophe or a hyphen, besides the joiners of `WordBoundary`.
    private static let joiners: Set<Unicode.Scalar> = ["`", "´", "‘", "′", "\u{2013}", "\u{2212}"]

    private static func isPartOfWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if WordBoundary.isPartOfWord(index, in: scalars) { return true }
        let isJoiner =
            joiners.contains(scalars[index]) || scalars[index].properties.generalCategory == .format
        return isJoiner && index > 0 && index + 1 < scalars.count && WordBoundary.isWord(scalars[index - 1])
            && WordBoundary.isWord(scalars[index + 1])
    }
}
