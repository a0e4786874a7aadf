/// Spells words plainly that were written so as not to be found: with look-alike letters, signs that cannot be seen,
/// digits and signs for letters, letters repeated or parted.
enum PlainSpelling {
    /// Small letters without accents. A foreign letter becomes the Latin one that it looks like, but not in a word of an
    /// alphabet that the text is really written in: Russian "тот" is no "tot".
    static func folded(_ text: String) -> String {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        let alphabets = Set(words.flatMap(\.unicodeScalars).compactMap { isOnlyForeign($0) ? alphabet($0) : nil })
        return words.map { folded($0, alphabets) }.joined(separator: " ")
    }

    private static func folded(_ word: Substring, _ alphabets: Set<Substring>) -> String {
        let letters = word.unicodeScalars.filter(\.properties.isAlphabetic)
        let isForeign =
            letters.allSatisfy { !$0.isASCII } && letters.contains { alphabet($0).map(alphabets.contains) == true }
        var plain = ""
        for scalar in word.unicodeScalars {
            if !scalar.isASCII, !isForeign, let letter = Lookalikes.letter(scalar) {
                plain.append(letter)
            } else if !isInvisible(scalar) {
                plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// A letter that looks like no Latin one, which tells that words are meant in its alphabet.
    private static func isOnlyForeign(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.isAlphabetic && alphabet(scalar) != "LATIN"
            && Lookalikes.letter(scalar) == nil
    }

    /// "CYRILLIC", "GREEK": how the names of its letters begin.
    private static func alphabet(_ letter: Unicode.Scalar) -> Substring? {
        letter.properties.name?.prefix { $0 != " " }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return true }
        return switch scalar.properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark, .control: true
        default: false
        }
    }

    /// Other readings of a text's words; empty for nearly every text.
    static func readings(_ words: [String]) -> [[String]] {
        var readings: [[String]] = []
        for digits in [digits, digits.merging(["1": "l"]) { $1 }] {
            let read = words.map { withLetters($0, digits) }
            if read != words { readings.append(read) }
        }
        for count in 1...2 {
            let read = words.map { squeezed($0, to: count) }
            if read != words { readings.append(read) }
        }
        return readings + joined(words).map { [$0] }
    }

    /// "s3x" → "sex". A number alone stays one.
    private static func withLetters(_ word: String, _ digits: [Character: Character]) -> String {
        guard word.contains(where: \.isLetter), word.contains(where: { $0.isNumber }) else { return word }
        return String(word.map { digits[$0] ?? $0 })
    }

    private static let digits: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
    ]

    /// "nuuude" → "nude", and "teeeen" → "teen" with two of a letter.
    private static func squeezed(_ word: String, to count: Int) -> String {
        var runs: [(letter: Character, count: Int)] = []
        for letter in word {
            if letter == runs.last?.letter { runs[runs.count - 1].count += 1 } else { runs.append((letter, 1)) }
        }
        return runs.map { String(repeating: $0.letter, count: $0.count >= 3 ? count : $0.count) }.joined()
    }

    /// "s e x" and "nu de" → one word. Only neighbours of which one is too short to be a word are put together:
    /// "the pen is mightier" stays what it is.
    private static func joined(_ words: [String]) -> [String] {
        var found: [String] = []
        for start in words.indices {
            var whole = ""
            var hasScrap = false
            for word in words[start...].prefix(pieceLimit) {
                guard whole.count + word.count <= lengthLimit else { break }
                hasScrap = hasScrap || word.count <= 2 && !shortWords.contains(word)
                if hasScrap, !whole.isEmpty { found.append(whole + word) }
                whole += word
            }
        }
        return found
    }

    private static let pieceLimit = 12
    private static let lengthLimit = 16

    private static let shortWords: Set<String> = Set(
        """
        a i o ah al am an as at ax be by do ed eh el go ha he hi ho if in is it la le lo ma me mr ms my no of oh ok on or
        ox oz pa pi re so st to tv uk un up us vs we ye yo
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
