package import Foundation

extension CLIPTokenizer {
    /// Merges of the published CLIP vocabulary: 49,408 tokens without 512 bytes and the two marks.
    package static let publishedMergeCount = 48_894

    /// CLIP's merges as OpenCLIP ships them.
    package static let publishedMergesName = "bpe_simple_vocab_16e6.txt.gz"

    /// Vocabulary and merges in one file, as current transformers write them.
    package static let wholeFileName = "tokenizer.json"

    /// The files of a folder that the vocabulary comes from.
    private static func vocabularyNames(_ folder: URL) -> [String] {
        let usual = ["vocab.json", "merges.txt"]
        if usual.allSatisfy({ exists(folder.appending(path: $0)) }) { return usual }
        return [publishedMergesName, wholeFileName].first { exists(folder.appending(path: $0)) }.map { [$0] } ?? usual
    }

    private static func exists(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
    }

    /// The names of the files that ``init(folder:)`` reads.
    package static func fileNames(in folder: URL) -> [String] {
        let configuration = "tokenizer_config.json"
        return (exists(folder.appending(path: configuration)) ? [configuration] : [])
            + vocabularyNames(folder)
    }

    /// Reads `vocab.json`, `merges.txt` and, where it is there, `tokenizer_config.json` of a diffusers folder. A folder
    /// without a vocabulary may hold `tokenizer.json` instead, or CLIP's published merges, from which the vocabulary follows.
    package init(folder: URL) throws(TokenizerError) {
        let file = folder.appending(path: "tokenizer_config.json")
        let configuration =
            Self.exists(file) ? try TokenizerConfiguration(json: TokenizerFile.read(file, limit: 1 << 20)) : .init()
        switch Self.vocabularyNames(folder) {
        case [Self.publishedMergesName]:
            try self.init(
                openCLIPMerges: folder.appending(path: Self.publishedMergesName), configuration: configuration)
        case [Self.wholeFileName]:
            try self.init(
                wholeFile: TokenizerFile.read(folder.appending(path: Self.wholeFileName)), configuration: configuration)
        default:
            try self.init(
                vocabulary: TokenizerFile.read(folder.appending(path: "vocab.json")),
                merges: TokenizerFile.read(folder.appending(path: "merges.txt")), configuration: configuration)
        }
    }

    /// - Parameters:
    ///   - vocabulary: a JSON object of tokens and ids.
    ///   - merges: one pair of tokens per line.
    package init(
        vocabulary: Data, merges: Data, configuration: TokenizerConfiguration = .init()
    ) throws(TokenizerError) {
        guard merges.count <= TokenizerFile.limit else {
            throw .tooLarge(file: "merges.txt", limit: TokenizerFile.limit)
        }
        guard let ids = try TokenizerFile.json(vocabulary, named: "vocab.json").integers else {
            throw .malformed(file: "vocab.json", reason: "it is not a JSON object of tokens and ids")
        }
        let pairs = try MergesFile.parse(merges, named: "merges.txt")
        try self.init(vocabulary: BytePairVocabulary(ids: ids, merges: pairs), configuration: configuration)
    }

    /// Reads `bpe_simple_vocab_16e6.txt.gz` as OpenCLIP ships it and derives the vocabulary from its merges.
    ///
    /// - Parameter mergeCount: how many of the file's merges the vocabulary has.
    package init(
        openCLIPMerges url: URL, mergeCount: Int = publishedMergeCount,
        configuration: TokenizerConfiguration = .init()
    ) throws(TokenizerError) {
        try self.init(
            openCLIPMerges: TokenizerFile.read(url), mergeCount: mergeCount, configuration: configuration)
    }

    /// - Parameter openCLIPMerges: gzip data of a list of merges.
    package init(
        openCLIPMerges data: Data, mergeCount: Int = publishedMergeCount,
        configuration: TokenizerConfiguration = .init()
    ) throws(TokenizerError) {
        let name = Self.publishedMergesName
        let text = try TokenizerFile.unzip(data, named: name)
        let merges = try MergesFile.parse(text, named: name, limit: mergeCount)
        guard merges.count == mergeCount else {
            throw .malformed(file: name, reason: "it has \(merges.count) merges instead of \(mergeCount)")
        }
        let specials = [configuration.beginningOfText, configuration.endOfText]
        try self.init(
            vocabulary: BytePairVocabulary(merges: merges, specials: specials), configuration: configuration)
    }
}
