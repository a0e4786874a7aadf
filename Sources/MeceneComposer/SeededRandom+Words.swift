package import Support

extension SeededRandom {
    /// For words and a seed; other words with the same seed give other numbers.
    package init(words: String, seed: UInt64) {
        self.init(seed: words.lowercased().utf8.fnv1a ^ (seed &* 0x9e37_79b9_7f4a_7c15))
    }

    /// 0..<count, without the standard library's `random`, whose method may change.
    mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func pick<Element>(_ options: [Element]) -> Element {
        options[index(below: options.count)]
    }
}
