import Foundation
import TestSupport
import Testing

@testable import Tokenizers

/// Files that Scripts/parity/tokenizer_fixtures.py wrote.
enum Fixture {
    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)")
    }

    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

    /// What transformers makes of a text.
    struct Case: Decodable {
        struct Padded: Decodable {
            let last: Int
            let count: Int
        }
        let text: String
        /// With both marks, not cut.
        let ids: [Int]
        let padded: Padded
        let decoded: String
    }

    /// By tokenizer: `tokenizer`, `tokenizer_2`, `published`, `published_2`.
    static func cases(_ name: String) throws -> [Case] {
        let all = try JSONDecoder().decode([String: [Case]].self, from: Data(contentsOf: url("cases.json")))
        return try #require(all[name])
    }

    /// `tokenizer.json` of the small vocabulary, as the `tokenizers` library writes it.
    static func wholeFile(hasPairs: Bool) throws -> Data {
        let vocabulary = try JSONSerialization.jsonObject(with: Data(contentsOf: url("tokenizer/vocab.json")))
        let lines = try String(decoding: bytes("tokenizer/merges.txt"), as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#version") }
        let merges: [Any] = hasPairs ? lines.map { $0.split(separator: " ").map(String.init) } : lines.map(String.init)
        return try JSONSerialization.data(withJSONObject: [
            "version": "1.0", "model": ["type": "BPE", "vocab": vocabulary, "merges": merges] as [String: Any],
        ])
    }

    static func tokenizer(_ name: String = "tokenizer") throws -> CLIPTokenizer {
        try CLIPTokenizer(folder: url(name))
    }
}

/// CLIP's published vocabulary.
enum Published {
    /// - Parameter padding: SDXL's second encoder pads with "!".
    static func tokenizer(padding: String = "<|endoftext|>") throws -> CLIPTokenizer {
        var configuration = TokenizerConfiguration()
        configuration.padding = padding
        if padding == "!" {
            // As its published configuration has it: the sign counts as a token of its own in the text as typed.
            configuration.addedTokens = [AddedToken(content: "!", id: 0, isNormalized: false)]
        }
        return try CLIPTokenizer(openCLIPMerges: FetchedFiles.merges, configuration: configuration)
    }
}
