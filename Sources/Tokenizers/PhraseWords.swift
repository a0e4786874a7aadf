/// The words of a prompt in lower case, with their places, phrase by phrase: what stands between two signs.
struct PhraseWords {
    struct Word: Equatable {
        /// In lower case.
        let text: String
        let range: Range<String.Index>
    }

    let phrases: [[Word]]

    /// A word keeps the signs that join it to the next: `man-made` and `woman's` are one word each.
    init(_ prompt: String) {
        var phrases: [[Word]] = [[]]
        let scalars = Array(prompt.unicodeScalars), places = Array(prompt.unicodeScalars.indices) + [prompt.endIndex]
        var index = 0
        while index < scalars.count {
            let start = index
            while index < scalars.count, WordBoundary.isPartOfWord(index, in: scalars) { index += 1 }
            if index > start {
                let range = places[start]..<places[index]
                phrases[phrases.count - 1].append(Word(text: prompt[range].lowercased(), range: range))
            } else {
                if !scalars[index].properties.isWhitespace || scalars[index] == "\n" { phrases.append([]) }
                index += 1
            }
        }
        self.phrases = phrases.filter { !$0.isEmpty }
    }
}
