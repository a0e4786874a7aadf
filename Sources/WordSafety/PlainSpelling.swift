/// Undoes disguises of words: look-alike letters, invisible characters, digits and signs for letters, letters repeated
/// or separated.
enum PlainSpelling {
    /// Small letters without accents. A foreign letter becomes the Latin one that it looks like, but not in a word that
    /// is really written in another alphabet: Russian "тот" is no "tot".
    static func folded(_ text: String) -> String {
        // Nearly every text; there is nothing to fold in it.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.lowercased() }
        var plain = ""
        var word: [Unicode.Scalar] = []
        func endWord() {
            let isForeign = isForeign(word)
            for scalar in word { append(scalar, to: &plain, folding: !isForeign) }
            word = []
        }
        for scalar in text.lowercased().unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace, scalar.properties.isAlphabetic || isInvisible(scalar) {
                word.append(scalar)
                continue
            }
            endWord()
            if isSpace { plain.append(" ") } else { append(scalar, to: &plain, folding: true) }
        }
        endWord()
        return plain
    }

    private static func append(_ scalar: Unicode.Scalar, to plain: inout String, folding: Bool) {
        if folding, !scalar.isASCII, let letter = Lookalikes.letter(scalar) {
            plain.append(letter)
        } else if !isInvisible(scalar) {
            plain.unicodeScalars.append(scalar)
        }
    }

    /// Whether a word's letters are all of one other alphabet, and one of them looks like no Latin letter.
    private static func isForeign(_ word: [Unicode.Scalar]) -> Bool {
        let letters = word.filter { !isInvisible($0) }
        guard let first = letters.first, !first.isASCII, let alphabet = alphabet(first), alphabet != "LATIN",
            letters.allSatisfy({ self.alphabet($0) == alphabet })
        else { return false }
        return letters.contains { Lookalikes.letter($0) == nil } || foreignWords.contains(letters)
    }

    /// Everyday words of other alphabets that look like Latin words on the lists.
    private static let foreignWords: Set<[Unicode.Scalar]> = Set(["тот", "том"].map { Array($0.unicodeScalars) })

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

    /// Other readings of a text's words, word by word; empty for nearly every text.
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
        return readings
    }

    /// "s3x" → "sex". A number alone stays one.
    private static func withLetters(_ word: String, _ digits: [Character: Character]) -> String {
        if word.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) { return word }
        guard word.contains(where: \.isLetter), word.contains(where: { $0.isNumber }) else { return word }
        return String(word.map { digits[$0] ?? $0 })
    }

    private static let digits: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
    ]

    /// "nuuude" → "nude", and "teeeen" → "teen" with two of a letter.
    private static func squeezed(_ word: String, to count: Int) -> String {
        if isASCIIWithoutRuns(word) { return word }
        var runs: [(letter: Character, count: Int)] = []
        for letter in word {
            if letter == runs.last?.letter { runs[runs.count - 1].count += 1 } else { runs.append((letter, 1)) }
        }
        return runs.map { String(repeating: $0.letter, count: $0.count >= 3 ? count : $0.count) }.joined()
    }

    /// Nearly every word: no letter stands three times in a row.
    private static func isASCIIWithoutRuns(_ word: String) -> Bool {
        var previous: UInt8 = 0
        var length = 0
        for byte in word.utf8 {
            length = byte == previous ? length + 1 : 1
            if byte >= 0x80 || length == 3 { return false }
            previous = byte
        }
        return true
    }
}
