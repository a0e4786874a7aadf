/// Tokens, their ids and the ranked merges that build them from bytes (Sennrich et al. 2016).
struct BytePairVocabulary: Sendable {
    /// Ends the last symbol of every word.
    static let endOfWord = "</w>"
    static let largestTokenCount = 1_000_000

    struct Merge: Sendable {
        let rank: Int
        let id: Int
    }

    let ids: [String: Int]
    let tokens: [Int: String]
    /// Ids of each byte inside a word and at its end.
    private let inside: [Int]
    private let atEnd: [Int]
    private let merges: [UInt64: Merge]

    /// Fails unless every byte is a token and every merge joins two tokens that exist before it to a third.
    ///
    /// - Parameter merges: pairs of tokens, most frequent first.
    init(ids: [String: Int], merges: [(left: String, right: String)]) throws(TokenizerError) {
        guard ids.count <= Self.largestTokenCount, merges.count <= ids.count else {
            throw .mismatch(reason: "\(ids.count) tokens and \(merges.count) merges")
        }
        var tokens = [Int: String](minimumCapacity: ids.count)
        for (token, id) in ids {
            guard (0..<Self.largestTokenCount).contains(id) else {
                throw .mismatch(reason: "the id \(id) is out of range")
            }
            guard tokens.updateValue(token, forKey: id) == nil else {
                throw .mismatch(reason: "the id \(id) belongs to two tokens")
            }
        }
        self.ids = ids
        self.tokens = tokens
        inside = try Self.symbols(in: ids, suffix: "")
        atEnd = try Self.symbols(in: ids, suffix: Self.endOfWord)

        var known = Set(inside + atEnd)
        known.reserveCapacity(ids.count)
        var table = [UInt64: Merge](minimumCapacity: merges.count)
        for (rank, merge) in merges.enumerated() {
            guard let left = ids[merge.left], let right = ids[merge.right], let id = ids[merge.left + merge.right]
            else { throw .mismatch(reason: "merge \(rank + 1) uses a token that the vocabulary lacks") }
            guard known.contains(left), known.contains(right) else {
                throw .mismatch(reason: "merge \(rank + 1) comes before the merge that builds one of its parts")
            }
            guard table.updateValue(Merge(rank: rank, id: id), forKey: Self.key(left, right)) == nil else {
                throw .mismatch(reason: "merge \(rank + 1) is there twice")
            }
            known.insert(id)
        }
        self.merges = table
    }

    /// The vocabulary that a list of merges implies: bytes, bytes at a word's end, merges in order, specials.
    init(merges: [(left: String, right: String)], specials: [String]) throws(TokenizerError) {
        let symbols = ByteAlphabet.bytesInOrder.map { String(ByteAlphabet.characters[Int($0)]) }
        let tokens = symbols + symbols.map { $0 + Self.endOfWord } + merges.map { $0.left + $0.right } + specials
        var ids = [String: Int](minimumCapacity: tokens.count)
        for (id, token) in tokens.enumerated() {
            guard ids.updateValue(id, forKey: token) == nil else {
                throw .mismatch(reason: "two merges build the same token")
            }
        }
        try self.init(ids: ids, merges: merges)
    }

    private static func symbols(in ids: [String: Int], suffix: String) throws(TokenizerError) -> [Int] {
        var found: [Int] = []
        for character in ByteAlphabet.characters {
            guard let id = ids[String(character) + suffix] else {
                throw .mismatch(reason: "the vocabulary lacks the byte \(character)\(suffix)")
            }
            found.append(id)
        }
        return found
    }

    private static func key(_ left: Int, _ right: Int) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

    /// The ids of one word, given as UTF-8.
    func encode(_ word: some Sequence<UInt8>) -> [Int] {
        var symbols = word.map { inside[Int($0)] }
        guard let last = Array(word).last else { return [] }
        symbols[symbols.count - 1] = atEnd[Int(last)]
        while let (key, merge) = lowestMerge(symbols) { symbols = apply(merge, key, to: symbols) }
        return symbols
    }

    private func lowestMerge(_ symbols: [Int]) -> (key: UInt64, merge: Merge)? {
        var best: (key: UInt64, merge: Merge)?
        for index in symbols.indices.dropFirst() {
            let key = Self.key(symbols[index - 1], symbols[index])
            guard let merge = merges[key], merge.rank < best?.merge.rank ?? .max else { continue }
            best = (key, merge)
        }
        return best
    }

    /// Joins every occurrence of a pair at once: a joined symbol's own merges always rank later.
    private func apply(_ merge: Merge, _ key: UInt64, to symbols: [Int]) -> [Int] {
        var joined: [Int] = []
        joined.reserveCapacity(symbols.count)
        var index = 0
        while index < symbols.count {
            if index + 1 < symbols.count, Self.key(symbols[index], symbols[index + 1]) == key {
                joined.append(merge.id)
                index += 2
            } else {
                joined.append(symbols[index])
                index += 1
            }
        }
        return joined
    }
}
