package import Foundation

/// What `tokenizer_config.json` says: the names of the marks, the padding, the length and tokens found in the text.
package struct TokenizerConfiguration: Sendable, Hashable {
    package var beginningOfText = "<|startoftext|>"
    package var endOfText = "<|endoftext|>"
    /// The token that fills a text up to its length; SDXL's second encoder uses "!".
    package var padding = "<|endoftext|>"
    package var maximumLength = 77
    package var addedTokens: [AddedToken] = []

    package init() {}

    /// - Parameter data: the file's bytes, at most 1 MiB.
    package init(json data: Data) throws(TokenizerError) {
        let name = "tokenizer_config.json"
        guard data.count <= 1 << 20 else { throw .tooLarge(file: name, limit: 1 << 20) }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: data)
        } catch {
            throw .malformed(file: name, reason: "it is not JSON of the expected form")
        }
        beginningOfText = file.bos_token?.content ?? beginningOfText
        endOfText = file.eos_token?.content ?? endOfText
        padding = file.pad_token?.content ?? endOfText
        // Some files state an astronomically large number to say "no limit".
        if let length = file.model_max_length, length < 100_000 {
            guard length >= 3, length == length.rounded() else {
                throw .malformed(file: name, reason: "model_max_length is \(length)")
            }
            maximumLength = Int(length)
        }
        for (key, token) in file.added_tokens_decoder ?? [:] {
            guard let id = Int(key), (0..<BytePairVocabulary.largestTokenCount).contains(id),
                (1...256).contains(token.content.utf8.count)
            else { throw .malformed(file: name, reason: "added token \"\(key.prefix(40))\" is invalid") }
            addedTokens.append(AddedToken(content: token.content, id: id, isNormalized: token.normalized ?? false))
        }
        guard addedTokens.count <= 1024 else { throw .malformed(file: name, reason: "it adds too many tokens") }
        addedTokens.sort { $0.id < $1.id }
    }

    // Names as in the file.
    private struct File: Decodable {
        let bos_token: Token?
        let eos_token: Token?
        let pad_token: Token?
        let model_max_length: Double?
        let added_tokens_decoder: [String: Token]?
    }

    /// A name, or an object that holds it.
    private struct Token: Decodable {
        let content: String
        let normalized: Bool?

        init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                content = name
                normalized = nil
                return
            }
            let container = try decoder.container(keyedBy: Key.self)
            content = try container.decode(String.self, forKey: .content)
            normalized = try container.decodeIfPresent(Bool.self, forKey: .normalized)
        }

        enum Key: CodingKey { case content, normalized }
    }
}
