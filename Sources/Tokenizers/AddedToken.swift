/// A token that is found in the text itself, before words are split into pieces.
package struct AddedToken: Sendable, Hashable {
    package let content: String
    package let id: Int
    /// Whether it is looked for after lowercasing (true) or in the text as typed (false).
    package let isNormalized: Bool

    package init(content: String, id: Int, isNormalized: Bool) {
        self.content = content
        self.id = id
        self.isNormalized = isNormalized
    }

    /// The leftmost longest match of any of `tokens` in `scalars` at or after `start`.
    static func firstMatch(
        of tokens: [AddedToken], in scalars: [Unicode.Scalar], from start: Int
    ) -> (token: AddedToken, range: Range<Int>)? {
        guard !tokens.isEmpty else { return nil }
        for index in start..<scalars.count {
            var longest: (token: AddedToken, range: Range<Int>)?
            for token in tokens where scalars[index...].starts(with: token.content.unicodeScalars) {
                let range = index..<index + token.content.unicodeScalars.count
                if range.count > longest?.range.count ?? 0 { longest = (token, range) }
            }
            if let longest { return longest }
        }
        return nil
    }
}
