/// Ages below eighteen: "12 year old", "twelve years of age", "15yo", "6 months old", "turning 12", "sixth grade".
enum AgeRule {
    /// - Parameter written: lower-case words with what stands behind their apostrophes.
    static func refusal(_ written: [String]) -> Refusal? {
        let words = written.flatMap(parted)
        for number in SpokenNumber.all(in: words) {
            let behind = words[number.range.upperBound...]
            let years = age(number.value, behind) ?? announced(number.value, words[..<number.range.lowerBound], behind)
            if let years, years < majority {
                return Refusal(kind: .minor, words: words[number.range].joined(separator: " ") + unit(behind))
            }
        }
        for (word, next) in zip(words, words.dropFirst()) {
            if next == "grade" && classes.contains(word) || word == "sixth" && next == "form" {
                return Refusal(kind: .minor, words: "\(word) \(next)")
            }
        }
        return nil
    }

    private static let majority = 18.0

    /// "12yr" → "12", "yr".
    private static func parted(_ word: String) -> [String] {
        let digits = word.prefix(while: \.isNumber)
        let rest = word.dropFirst(digits.count)
        guard !digits.isEmpty, rest == "yo" || unitsInAYear[String(rest)] != nil else { return [word] }
        return [String(digits), String(rest)]
    }

    /// How many of each unit make a year.
    private static let unitsInAYear: [String: Double] = [
        "y": 1, "yr": 1, "yrs": 1, "year": 1, "years": 1, "month": 12, "months": 12, "week": 52, "weeks": 52,
        "day": 365,
        "days": 365,
    ]

    /// The age in years where the words behind a number make it one.
    private static func age(_ value: Double, _ behind: ArraySlice<String>) -> Double? {
        var rest = behind
        if rest.starts(with: ["and", "a", "half"]) { rest = rest.dropFirst(3) }
        guard let unit = rest.popFirst() else { return nil }
        if unit == "yo" { return value }
        guard let count = unitsInAYear[unit] else { return nil }
        let isAge =
            ["old", "olds", "young", "o"].contains(rest.first) || rest.starts(with: ["of", "age"])
            || ["yr", "yrs"].contains(unit)
        return isAge ? value / count : nil
    }

    /// The age in years where the words before a number make it one.
    private static func announced(
        _ value: Double, _ before: ArraySlice<String>, _ behind: ArraySlice<String>
    ) -> Double? {
        let last = before.last ?? ""
        if ["aged", "age", "ages"].contains(last) { return value }
        // "The age of three kings" is no age.
        let counts = behind.first.map { $0.hasSuffix("s") && unitsInAYear[$0] == nil } ?? false
        if before.suffix(2) == ["age", "of"] { return counts ? nil : value }
        let isAlone = behind.first.map(["today", "now", "soon", "tomorrow", "again", "this", "next"].contains) ?? true
        if ["turning", "turns", "turned"].contains(last) { return isAlone ? value : nil }
        // Nor is "I am one".
        let isSaid = ["i'm", "im"].contains(last) || before.suffix(2) == ["i", "am"]
        return isSaid && isAlone && value > 1 ? value : nil
    }

    private static func unit(_ behind: ArraySlice<String>) -> String {
        behind.first.map { $0 == "yo" || unitsInAYear[$0] != nil ? " \($0)" : "" } ?? ""
    }

    /// Ordinals from the first to the twelfth: school classes.
    private static let classes: Set<String> = Set(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth 1st 2nd 3rd 4th 5th 6th 7th 8th
        9th 10th 11th 12th
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

/// A number in digits or in words: "12", "1,000" in two words, "one hundred and five".
struct SpokenNumber {
    let value: Double
    let range: Range<Int>

    static func all(in words: [String]) -> [SpokenNumber] {
        var found: [SpokenNumber] = []
        var index = 0
        while index < words.count {
            let number = digits(words, at: index) ?? spelled(words, at: index) ?? article(words, at: index)
            if let number { found.append(number) }
            index = number?.range.upperBound ?? index + 1
        }
        return found
    }

    private static func digits(_ words: [String], at start: Int) -> SpokenNumber? {
        guard var value = Double(digits: words[start]) else { return nil }
        var end = start + 1
        while end < words.count, words[end].count == 3, let group = Double(digits: words[end]) {
            value = value * 1000 + group
            end += 1
        }
        return SpokenNumber(value: value, range: start..<end)
    }

    private static func spelled(_ words: [String], at start: Int) -> SpokenNumber? {
        var (total, current, end) = (0.0, 0.0, start)
        for index in start..<words.count {
            let word = words[index]
            let rest = current.truncatingRemainder(dividingBy: 100)
            if let unit = small[word] {
                // "Seven two" are two numbers, and "twenty two" is one.
                guard end == start || rest == 0 || unit < 10 && rest >= 20 && rest.remainder(dividingBy: 10) == 0 else {
                    break
                }
                current += unit
            } else if let ten = tens[word] {
                guard end == start || rest == 0 else { break }
                current += ten
            } else if word == "hundred" {
                current = max(1, current) * 100
            } else if word == "thousand" {
                (total, current) = (total + max(1, current) * 1000, 0)
            } else if word == "and", end > start, ["hundred", "thousand"].contains(words[index - 1]),
                index + 1 < words.count, small[words[index + 1]] != nil || tens[words[index + 1]] != nil
            {
                continue
            } else {
                break
            }
            end = index + 1
        }
        return end > start ? SpokenNumber(value: total + current, range: start..<end) : nil
    }

    /// "A year old".
    private static func article(_ words: [String], at index: Int) -> SpokenNumber? {
        guard words[index] == "a", index + 2 < words.count, words[index + 2] == "old" else { return nil }
        return SpokenNumber(value: 1, range: index..<index + 1)
    }

    private static let small: [String: Double] = Dictionary(
        uniqueKeysWithValues: """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen
            """.split(whereSeparator: \.isWhitespace).enumerated().map { (String($1), Double($0)) })

    private static let tens: [String: Double] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    ]
}

extension Double {
    /// Of a word of nothing but ASCII digits.
    fileprivate init?(digits word: String) {
        guard !word.isEmpty, word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(word)
    }
}
