/// Latin letters by the characters that look like them.
enum Lookalikes {
    /// The small Latin letter that a sign outside ASCII stands for; nil where it looks like none.
    static func letter(_ scalar: Unicode.Scalar) -> Character? {
        if let letter = letters[scalar] { return letter }
        guard let name = scalar.properties.name else { return nil }
        // "CYRILLIC SMALL LETTER O WITH DIAERESIS" looks like the letter without its marks.
        if let marks = name.firstRange(of: " WITH "), let letter = lettersByName[String(name[..<marks.lowerBound])] {
            return letter
        }
        return letterNamed(name) ?? digit(scalar)
    }

    /// "LATIN SMALL LETTER U WITH DIAERESIS", "FULLWIDTH LATIN SMALL LETTER U", "MATHEMATICAL BOLD SMALL U" → u.
    private static func letterNamed(_ name: String) -> Character? {
        let words = name.split(separator: " ")
        guard words.contains("LATIN") || words.first.map(kinds.contains) == true,
            let place = words.lastIndex(where: { ["LETTER", "SMALL", "CAPITAL", "SCRIPT"].contains($0) }),
            place + 1 < words.count, words[place + 1].count == 1
        else { return nil }
        return words[place + 1].lowercased().first
    }

    /// How the names of letters begin that do not say whose they are.
    private static let kinds: Set<Substring> = [
        "MATHEMATICAL", "MODIFIER", "REGIONAL", "SCRIPT", "DOUBLE-STRUCK", "BLACK-LETTER",
    ]

    /// "３" and "③" → 3, which can stand for a letter in turn.
    private static func digit(_ scalar: Unicode.Scalar) -> Character? {
        guard scalar.properties.numericType != nil, let value = scalar.properties.numericValue,
            (0...9).contains(value), value == value.rounded(), scalar.properties.generalCategory != .otherLetter
        else { return nil }
        return Character("\(Int(value))")
    }

    /// Cyrillic, Greek and Armenian letters, each with the Latin one behind it.
    private static let letters: [Unicode.Scalar: Character] = {
        let pairs =
            "аaвbеeкkмmнhоoрpсcтtуyхxіiѕsјjԁdһhӏlԛqԝwѵv" + "αaεeηnιiκkνvοoρpτtυuχxωwϲcϳj" + "օoսuոnհhցg"
            + "ıiɑaɡgɩiʋu"
        var found: [Unicode.Scalar: Character] = [:]
        var scalars = pairs.unicodeScalars.makeIterator()
        while let foreign = scalars.next(), let latin = scalars.next() { found[foreign] = Character(latin) }
        return found
    }()

    private static let lettersByName = Dictionary(
        letters.compactMap { scalar, letter in scalar.properties.name.map { ($0, letter) } },
        uniquingKeysWith: { first, _ in first })
}
