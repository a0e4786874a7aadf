package import Foundation

extension CLIPTokenizer {
    /// Reads `tokenizer.json`, in which the `tokenizers` library keeps vocabulary and merges together.
    /// - Parameter wholeFile: its bytes, at most `TokenizerFile.limit`.
    package init(wholeFile: Data, configuration: TokenizerConfiguration = .init()) throws(TokenizerError) {
        let name = Self.wholeFileName
        guard wholeFile.count <= TokenizerFile.limit else { throw .tooLarge(file: name, limit: TokenizerFile.limit) }
        let file: WholeFile
        do {
            file = try JSONDecoder().decode(WholeFile.self, from: wholeFile)
        } catch {
            throw .malformed(file: name, reason: "it is not a vocabulary with merges")
        }
        guard file.model.type ?? "BPE" == "BPE" else {
            throw .malformed(file: name, reason: "its model is \(file.model.type ?? "") and not BPE")
        }
        try self.init(
            vocabulary: BytePairVocabulary(
                ids: file.model.vocab, merges: file.model.merges.map { ($0.left, $0.right) }),
            configuration: configuration)
    }
}

// Names as in the file.
private struct WholeFile: Decodable {
    let model: Model

    struct Model: Decodable {
        let type: String?
        let vocab: [String: Int]
        let merges: [Merge]
    }

    /// `"a b"`, or `["a", "b"]` in files of later versions.
    struct Merge: Decodable {
        let left, right: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            let parts =
                if let text = try? value.decode(String.self) {
                    text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
                } else {
                    try value.decode([String].self)
                }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw DecodingError.dataCorruptedError(in: value, debugDescription: "not two tokens")
            }
            (left, right) = (parts[0], parts[1])
        }
    }
}
