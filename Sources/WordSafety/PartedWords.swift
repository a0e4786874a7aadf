/// Words that were split to avoid detection: "s e x", "s.e.x", "nu de".
enum PartedWords {
    /// A word as it stands in a text.
    struct Piece {
        let letters: String
        /// Nothing but signs stands between it and the piece before it.
        let isAttached: Bool
        /// It lost an ending behind an apostrophe, so that nothing can be joined to it.
        let isCut: Bool
    }

    /// The words that adjacent pieces may spell, in each reading of their digits. Everyday words are not joined: "the
    /// pen is mightier" stays as it is.
    static func joined(_ pieces: [Piece], isWord: (String) -> Bool) -> [String] {
        var found: [String] = []
        for start in pieces.indices {
            var whole = ""
            for end in pieces[start...].indices.prefix(pieceLimit) {
                whole += pieces[end].letters
                guard whole.count <= lengthLimit else { break }
                if end > start, mayJoin(pieces[start...end], isWord) { found.append(whole) }
                if pieces[end].isCut { break }
            }
        }
        return found + PlainSpelling.readings(found).flatMap { $0 }
    }

    private static func mayJoin(_ pieces: ArraySlice<Piece>, _ isWord: (String) -> Bool) -> Bool {
        guard !pieces.contains(where: \.isCut) else { return false }
        if pieces.dropFirst().allSatisfy(\.isAttached) { return true }
        if pieces.count(where: { $0.letters.count == 1 }) * 2 > pieces.count { return true }
        return pieces.count == 2 && areFragments(pieces.map(\.letters), isWord)
    }

    /// Two pieces of which a longer one is no word; an article is no fragment.
    private static func areFragments(_ pieces: [String], _ isWord: (String) -> Bool) -> Bool {
        guard !pieces.contains(where: ["a", "i", "o"].contains) else { return false }
        return pieces.contains { piece in
            switch piece.count {
            case 1: false
            case 2: !shortWords.contains(piece)
            default: !isWord(piece)
            }
        }
    }

    private static let pieceLimit = 12
    private static let lengthLimit = 16

    private static let shortWords: Set<String> = Set(
        """
        ah al am an as at ax be by do ed eh el go ha he hi ho if in is it la le lo ma me mr ms my no of oh ok on or ox oz
        pa pi re so st to tv uk un up us vs we ye yo
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
