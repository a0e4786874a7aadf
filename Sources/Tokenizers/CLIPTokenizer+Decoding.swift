import Foundation

extension CLIPTokenizer {
    /// The text that ids stand for: lower case, one space after each piece; bytes that are no UTF-8 become U+FFFD.
    ///
    /// - Parameter skippingAddedTokens: leaves out marks and padding.
    package func decode(_ ids: some Sequence<Int>, skippingAddedTokens: Bool = true) throws(TokenizerError) -> String {
        let skipped = skippingAddedTokens ? Set(addedTokens.map(\.id)) : []
        var bytes: [UInt8] = []
        for id in ids where !skipped.contains(id) {
            guard let token = vocabulary.tokens[id] else { throw .unknownID(id) }
            let mapped = token.unicodeScalars.map { ByteAlphabet.bytes[$0] }
            bytes += mapped.contains(nil) ? Array(token.utf8) : mapped.compactMap(\.self)
        }
        return String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: BytePairVocabulary.endOfWord, with: " ")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
