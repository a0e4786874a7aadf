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
        return String(decoding: Self.separatingWords(bytes), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A space for each end of a word. Byte by byte: a mark that follows would join the ">" into one character, which no
    /// search in a text would find.
    private static func separatingWords(_ bytes: [UInt8]) -> [UInt8] {
        let end = Array(BytePairVocabulary.endOfWord.utf8)
        var separated: [UInt8] = []
        separated.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: end) {
                separated.append(UInt8(ascii: " "))
                index += end.count
            } else {
                separated.append(bytes[index])
                index += 1
            }
        }
        return separated
    }
}
