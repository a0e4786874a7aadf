package import Foundation
import JSON

/// The settings of `tokenizer_config.json`: names of the marks, padding, length, and tokens that are found in the text.
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
        func malformed(_ reason: String) -> TokenizerError { .malformed(file: name, reason: reason) }
        guard case .object(let file) = try TokenizerFile.json(data, named: name, limit: 1 << 20) else {
            throw malformed("it is not a JSON object")
        }
        let fields = file.filter { $0.value != .null }
        func token(_ key: String) throws(TokenizerError) -> String? {
            guard let value = fields[key] else { return nil }
            guard let token = Token(value) else { throw malformed("\(key) is not a token") }
            return token.content
        }
        beginningOfText = try token("bos_token") ?? beginningOfText
        endOfText = try token("eos_token") ?? endOfText
        padding = try token("pad_token") ?? endOfText
        if let value = fields["model_max_length"] {
            guard let length = value.double else { throw malformed("model_max_length is not a number") }
            // Some files state an astronomically large number to say "no limit".
            if length < 100_000 {
                guard length >= 3, length == length.rounded() else { throw malformed("model_max_length is \(length)") }
                maximumLength = Int(length)
            }
        }
        guard case .object(let added) = fields["added_tokens_decoder"] ?? [:] else {
            throw malformed("added_tokens_decoder is not a JSON object")
        }
        guard added.count <= 1024 else { throw malformed("it adds \(added.count) tokens, more than 1024") }
        for (key, value) in added {
            guard let token = Token(value), let id = Int(key), (0..<BytePairVocabulary.largestTokenCount).contains(id),
                (1...256).contains(token.content.utf8.count)
            else { throw malformed("added token \"\(key.prefix(40))\" is invalid") }
            addedTokens.append(AddedToken(content: token.content, id: id, isNormalized: token.isNormalized))
        }
        addedTokens.sort { $0.id < $1.id }
    }

    /// A name, or an object that holds it.
    private struct Token {
        let content: String
        let isNormalized: Bool

        init?(_ value: JSONValue) {
            guard let content = value.text ?? value["content"]?.text else { return nil }
            self.content = content
            switch value["normalized"] ?? .null {
            case .bool(let isNormalized): self.isNormalized = isNormalized
            case .null: isNormalized = false
            default: return nil
            }
        }
    }
}
