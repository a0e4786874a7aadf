import Support

/// Slips of typing.
extension WordNet {
    /// A frequent word that a typing slip turned into this one: one letter too few, too many, wrong, or two swapped.
    /// Never a name: "frida" does not mean Friday.
    package func correction(of typed: String) -> String? {
        let letters = Array(typed.lowercased().utf8)
        guard (5...24).contains(letters.count), letters.allSatisfy(Self.alphabet.contains) else { return nil }
        return corrections.value(typed.lowercased()) { bestCorrection(of: letters) }
    }

    private static let alphabet = UInt8(ascii: "a")...UInt8(ascii: "z")

    /// The first letter is rarely the wrong one, so it stays. Behind a second one that is right too there are few enough
    /// words to look at each; with the second one wrong there are few enough slips.
    private func bestCorrection(of letters: [UInt8]) -> String? {
        var found: [String: Int] = [:]
        func note(_ word: some Collection<UInt8>, _ frequency: Int) {
            if frequency > 0 { found[String(decoding: word, as: UTF8.self), default: 0].formMax(frequency) }
        }
        for part in PartOfSpeech.allCases {
            forEachEntry(part, from: Array(letters.prefix(2))) { word, frequency in
                if Self.isSlip(word, of: letters) { note(word, frequency()) }
            }
            for slip in Self.slipsOfTheSecond(letters) {
                note(slip, frequency(String(decoding: slip, as: UTF8.self), part))
            }
        }
        let ranked = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return ranked.first { isEveryday($0.key) }?.key
    }

    /// Whether two words differ by one letter that is more, less or another, or by two that are swapped.
    private static func isSlip(_ word: UnsafeRawBufferPointer.SubSequence, of letters: [UInt8]) -> Bool {
        guard abs(word.count - letters.count) <= 1, word.allSatisfy(alphabet.contains) else { return false }
        let same = zip(word, letters).prefix { $0 == $1 }.count
        let (left, typed) = (word.dropFirst(same), letters.dropFirst(same))
        if left.count > typed.count { return left.dropFirst().elementsEqual(typed) }
        if left.count < typed.count { return left.elementsEqual(typed.dropFirst()) }
        if left.dropFirst().elementsEqual(typed.dropFirst()) { return true }
        return left.prefix(2).elementsEqual(typed.prefix(2).reversed())
            && left.dropFirst(2).elementsEqual(typed.dropFirst(2))
    }

    private static func slipsOfTheSecond(_ letters: [UInt8]) -> [[UInt8]] {
        var swapped = letters
        swapped.swapAt(1, 2)
        var shorter = letters
        shorter.remove(at: 1)
        return [swapped, shorter]
            + alphabet.flatMap { letter in
                var other = letters
                other[1] = letter
                return [other, letters[..<1] + [letter] + letters[1...]]
            }
    }
}

extension Int {
    fileprivate mutating func formMax(_ other: Int) { self = Swift.max(self, other) }
}
