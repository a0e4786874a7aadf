/// CLIP's byte-level byte-pair tokenizer (Radford et al. 2021), equal id for id to the one in transformers 5.
package struct CLIPTokenizer: Sendable {
    /// Longest text, in bytes of UTF-8.
    package static let largestText = 64 << 10

    package let beginningID: Int
    package let endID: Int
    package let paddingID: Int
    /// Tokens of a whole text with both marks, 77 for CLIP.
    package let maximumLength: Int
    let vocabulary: BytePairVocabulary
    let addedTokens: [AddedToken]

    init(vocabulary: BytePairVocabulary, configuration: TokenizerConfiguration) throws(TokenizerError) {
        func id(_ token: String) throws(TokenizerError) -> Int {
            guard let id = vocabulary.ids[token] else { throw .mismatch(reason: "there is no token \(token)") }
            return id
        }
        beginningID = try id(configuration.beginningOfText)
        endID = try id(configuration.endOfText)
        paddingID = try id(configuration.padding)
        maximumLength = configuration.maximumLength
        self.vocabulary = vocabulary
        var added: [AddedToken] = []
        for token in configuration.addedTokens {
            let known = try id(token.content)
            guard known == token.id else {
                throw .mismatch(reason: "\(token.content) is \(known) in one file and \(token.id) in another")
            }
            added.append(token)
        }
        for (content, id) in [(configuration.beginningOfText, beginningID), (configuration.endOfText, endID)]
        where !added.contains(where: { $0.id == id }) {
            added.append(AddedToken(content: content, id: id, isNormalized: true))
        }
        addedTokens = added
    }

    /// Tokens in the vocabulary; ids are below ``embeddingRows``.
    package var tokenCount: Int { vocabulary.ids.count }

    /// Rows that an embedding table needs for this vocabulary.
    package var embeddingRows: Int { (vocabulary.tokens.keys.max() ?? -1) + 1 }

    /// A text as ids with both marks.
    ///
    /// - Parameters:
    ///   - maxLength: tokens with both marks; nil takes ``maximumLength``.
    ///   - truncation: cuts the text's end, never the end mark; without it a long text gives more than `maxLength` ids.
    ///   - padding: fills up to `maxLength`.
    package func encode(
        _ text: String, maxLength: Int? = nil, truncation: Bool = true, padding: Bool = true
    ) throws(TokenizerError) -> EncodedText {
        try enclose(tokenIDs(of: text), maxLength: maxLength, truncation: truncation, padding: padding)
    }

    /// Ids of a text without its marks, enclosed, cut and padded as by ``encode(_:maxLength:truncation:padding:)``.
    private func enclose(
        _ content: [Int], maxLength: Int? = nil, truncation: Bool = true, padding: Bool = true
    ) throws(TokenizerError) -> EncodedText {
        let length = maxLength ?? maximumLength
        guard (3...100_000).contains(length) else { throw .lengthTooShort(length) }
        let kept = truncation ? content.prefix(length - 2) : content[...]
        var ids = [beginningID] + kept + [endID]
        if padding, ids.count < length { ids += Array(repeating: paddingID, count: length - ids.count) }
        return EncodedText(ids: ids, tokenCount: content.count + 2, isTruncated: kept.count < content.count)
    }

    /// The ids of a text alone: no marks, no limit but ``largestText``.
    package func tokenIDs(of text: String) throws(TokenizerError) -> [Int] {
        try pieces(of: text).flatMap(\.ids)
    }

    /// The pieces that a text is split into, in order, each with its range in the text.
    package func pieces(of text: String) throws(TokenizerError) -> [TextPiece] {
        guard text.utf8.count <= Self.largestText else { throw .textTooLong(bytes: text.utf8.count) }
        let asTyped = addedTokens.filter { !$0.isNormalized }
        guard !asTyped.isEmpty else { return normalizedPieces(of: text[...]) }

        let indices = Array(text.unicodeScalars.indices) + [text.endIndex]
        let scalars = Array(text.unicodeScalars)
        var pieces: [TextPiece] = []
        var start = 0
        while let (token, range) = AddedToken.firstMatch(of: asTyped, in: scalars, from: start) {
            pieces += normalizedPieces(of: text[indices[start]..<indices[range.lowerBound]])
            let textRange = indices[range.lowerBound]..<indices[range.upperBound]
            pieces.append(TextPiece(text: token.content, range: textRange, ids: [token.id], isAddedToken: true))
            start = range.upperBound
        }
        return pieces + normalizedPieces(of: text[indices[start]...])
    }

    private func normalizedPieces(of text: Substring) -> [TextPiece] {
        let normalized = TextSplitter.normalize(text)
        let scalars = normalized.map(\.scalar)
        let tokens = addedTokens.filter(\.isNormalized)
        var pieces: [TextPiece] = []
        var start = 0
        func appendWords(_ range: Range<Int>) {
            let words = Array(scalars[range])
            for word in TextSplitter.split(words) {
                var string = ""
                string.unicodeScalars.append(contentsOf: words[word])
                let first = normalized[range.lowerBound + word.lowerBound].origin.lowerBound
                let last = normalized[range.lowerBound + word.upperBound - 1].origin.upperBound
                pieces.append(
                    TextPiece(
                        text: string, range: first..<last, ids: vocabulary.encode(string.utf8), isAddedToken: false))
            }
        }
        while let (token, range) = AddedToken.firstMatch(of: tokens, in: scalars, from: start) {
            appendWords(start..<range.lowerBound)
            let textRange =
                normalized[range.lowerBound].origin.lowerBound..<normalized[range.upperBound - 1].origin.upperBound
            pieces.append(TextPiece(text: token.content, range: textRange, ids: [token.id], isAddedToken: true))
            start = range.upperBound
        }
        appendWords(start..<scalars.count)
        return pieces
    }
}

/// A text as ids.
package struct EncodedText: Sendable, Hashable {
    /// With both marks; padded and cut as asked.
    package let ids: [Int]
    /// Tokens of the whole text with both marks, before it was cut and without padding.
    package let tokenCount: Int
    package let isTruncated: Bool
}

/// A piece of a text: a word, a digit, a run of other characters or an added token.
package struct TextPiece: Sendable, Hashable {
    /// The piece as the vocabulary sees it, composed and in lower case.
    package let text: String
    /// Where it stands in the original text.
    package let range: Range<String.Index>
    /// One id for each byte-pair token of the piece.
    package let ids: [Int]
    package let isAddedToken: Bool
}
