/// Where a word stands alone in a text.
enum WordBoundary {
    /// Letters, digits, marks and connecting punctuation such as the underscore make words.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch ScalarClass(scalar) {
        case .letter, .number: return true
        case .space: return false
        case .other: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation: return true
        default: return false
        }
    }

    /// Signs that join words when they stand between two of them: `img-like`, `img.png`, `img's`, `path/img`.
    private static let joiners: Set<Unicode.Scalar> = ["-", ".", "'", "’", "/", "\\", "@", "\u{2010}", "\u{2011}"]

    /// Whether the range is neither part of a word nor joined to one.
    static func isWholeWord(_ range: Range<Int>, in scalars: [Unicode.Scalar]) -> Bool {
        !touches(scalars[..<range.lowerBound].reversed()) && !touches(scalars[range.upperBound...])
    }

    private static func touches(_ neighbors: some Sequence<Unicode.Scalar>) -> Bool {
        var iterator = neighbors.makeIterator()
        guard let first = iterator.next() else { return false }
        if isWord(first) { return true }
        guard joiners.contains(first), let second = iterator.next() else { return false }
        return isWord(second)
    }

    /// Whether the scalar at `index` belongs to a word, as one of its own or as a sign that joins two.
    static func isPartOfWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if isWord(scalars[index]) { return true }
        return joiners.contains(scalars[index]) && index > 0 && index + 1 < scalars.count
            && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
    }

    /// Every range of `word` in `scalars`, left to right, without overlap.
    static func ranges(of word: String, in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let sought = Array(word.unicodeScalars)
        guard !sought.isEmpty else { return [] }
        var ranges: [Range<Int>] = []
        var index = 0
        while index + sought.count <= scalars.count {
            if scalars[index...].starts(with: sought) {
                ranges.append(index..<index + sought.count)
                index += sought.count
            } else {
                index += 1
            }
        }
        return ranges
    }
}
