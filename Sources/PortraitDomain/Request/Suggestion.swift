/// Suggests a known name for a mistyped one.
package enum Suggestion {
    /// Letters that are compared; names are shorter.
    private static let longest = 64

    /// The nearest name; nil where none is near.
    ///
    /// Near is: spelled as in American English, a beginning or an end in common, or at most a third of the letters
    /// inserted, left out, replaced or swapped with the next (Damerau 1964).
    package static func nearest(to name: String, among known: [String]) -> String? {
        let name = plain(name)
        guard !name.isEmpty else { return nil }
        let candidates = known.map { (name: $0, plain: plain($0)) }
        if let same = candidates.first(where: { $0.plain == name }) { return same.name }
        if name.count >= 3 {
            let related = candidates.filter { $0.plain.count >= 3 && share(name, $0.plain) }
            if let shortest = related.min(by: { $0.plain.count < $1.plain.count }) { return shortest.name }
        }
        let ranked = candidates.map { (name: $0.name, distance: distance(name, $0.plain)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, min(name.count, longest) / 3)
        else {
            return nil
        }
        return best.name
    }

    /// The known name that differs from `name` in spelling alone: case, hyphens, spaces, color for colour, grey for
    /// gray.
    package static func sameWord(as name: String, among known: [String]) -> String? {
        let plain = plain(name)
        return known.first { Self.plain($0) == plain }
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }.replacing("colour", with: "color")
            .replacing("grey", with: "gray")
    }

    /// Whether one of two names begins or ends with the other.
    private static func share(_ a: String, _ b: String) -> Bool {
        a.hasPrefix(b) || b.hasPrefix(a) || a.hasSuffix(b) || b.hasSuffix(a)
    }

    /// Letters to insert, leave out, replace or swap with the next.
    private static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first.prefix(longest)), b = Array(second.prefix(longest))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, rows[i - 2][j - 2] + 1) }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
