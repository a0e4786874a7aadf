/// Spells words plainly that were written so as not to be found: with look-alike letters, signs that cannot be seen,
/// digits for letters, letters repeated or parted.
enum PlainSpelling {
    /// Small letters without accents. Letters of other alphabets become those that they look like, so that nothing is
    /// found in a text of such an alphabet, but a word with one of them in it is.
    static func folded(_ text: String) -> String {
        var plain = ""
        for scalar in text.lowercased().unicodeScalars {
            if scalar.isASCII {
                plain.unicodeScalars.append(scalar)
            } else if let letter = lookalikes[scalar] ?? latinLetter(scalar) {
                plain.append(letter)
            } else {
                switch scalar.properties.generalCategory {
                case .format, .nonspacingMark, .enclosingMark, .control: break
                default: plain.unicodeScalars.append(scalar)
                }
            }
        }
        return plain
    }

    /// "LATIN SMALL LETTER U WITH DIAERESIS", "FULLWIDTH LATIN SMALL LETTER U", "MATHEMATICAL BOLD SMALL U" → u.
    private static func latinLetter(_ scalar: Unicode.Scalar) -> Character? {
        guard let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.contains("LATIN") || words.first == "MATHEMATICAL",
            let place = words.lastIndex(where: { $0 == "LETTER" || $0 == "SMALL" || $0 == "CAPITAL" }),
            place + 1 < words.count, words[place + 1].count == 1
        else { return nil }
        return words[place + 1].lowercased().first
    }

    private static let lookalikes: [Unicode.Scalar: Character] = {
        let pairs = "аaвbеeкkмmнhоoрpсcтtуyхxіiѕsјjԁdһhӏlԛqԝwαaεeιiκkνvοoρpτtυuχxıi"
        var found: [Unicode.Scalar: Character] = [:]
        var scalars = pairs.unicodeScalars.makeIterator()
        while let foreign = scalars.next(), let latin = scalars.next() { found[foreign] = Character(latin) }
        return found
    }()

    /// Other readings of a text's words; empty for nearly every text.
    static func readings(_ words: [String]) -> [[String]] {
        var readings: [[String]] = []
        for reading in [withLetters, squeezed] {
            let read = words.map(reading)
            if read != words { readings.append(read) }
        }
        readings += spelledOut(words)
        return readings
    }

    /// "s3x" → "sex". A number alone stays one.
    private static func withLetters(_ word: String) -> String {
        guard word.contains(where: \.isLetter), word.contains(where: { $0.isNumber }) else { return word }
        return String(word.map { digits[$0] ?? $0 })
    }

    private static let digits: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    ]

    /// "nuuude" → "nude".
    private static func squeezed(_ word: String) -> String {
        var runs: [(letter: Character, count: Int)] = []
        for letter in word {
            if letter == runs.last?.letter { runs[runs.count - 1].count += 1 } else { runs.append((letter, 1)) }
        }
        return runs.map { String(repeating: $0.letter, count: $0.count >= 3 ? 1 : $0.count) }.joined()
    }

    /// "s e x" → "sex": runs of at least three letters that stand alone.
    private static func spelledOut(_ words: [String]) -> [[String]] {
        var found: [[String]] = []
        var run = ""
        for word in words + [""] {
            if word.count == 1 {
                run += word
            } else {
                if run.count >= 3 { found.append([run]) }
                run = ""
            }
        }
        return found
    }
}
