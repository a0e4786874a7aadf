/// Names and the words that lead to them, longest phrases first.
struct PhraseTable: Sendable {
    private let names: [String: [(name: Int, weight: Float)]]
    private let longest: Int

    /// - Parameter entries: for each name, phrases with how strongly they lead to it.
    init(_ entries: [[(phrase: String, weight: Float)]]) {
        var names: [String: [(name: Int, weight: Float)]] = [:]
        for (name, phrases) in entries.enumerated() {
            for (phrase, weight) in phrases {
                let key = Self.words(phrase).joined(separator: " ")
                if !key.isEmpty { names[key, default: []].append((name, weight)) }
            }
        }
        self.names = names
        longest = names.keys.map { $0.split(separator: " ").count }.max() ?? 0
    }

    /// Names that a text leads to, with their weights, in the order of the text.
    func mentions(in text: String) -> [(name: Int, weight: Float)] {
        var rest = Self.words(text)[...]
        var found: [(name: Int, weight: Float)] = []
        while !rest.isEmpty {
            var length = min(longest, rest.count)
            while length > 0 {
                if let named = names[rest.prefix(length).joined(separator: " ")] {
                    found += named
                    break
                }
                length -= 1
            }
            rest = rest.dropFirst(max(length, 1))
        }
        return found
    }

    /// Small letters, hyphens as spaces, words without the plural's s.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map { word in
            word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
                ? String(word.dropLast()) : String(word)
        }
    }
}

/// Lines of a table: fields parted by "|", comments begin with "#".
func tableRows(_ bytes: [UInt8]) -> [[String]] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }
}

func list(_ field: String) -> [String] {
    field.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
}
