import Foundation
import TestSupport
import Testing

@testable import Tokenizers

/// Mutated files and texts may be read or refused; a crash, a hang or endless memory ends the process and so the test.
@Suite("Fuzz: tokenizers")
struct FuzzTests {
    private func tokenizes(_ make: () throws -> CLIPTokenizer) throws {
        do {
            let ids = try make().encode("A woman img, in oil: 12 é🎨").ids
            #expect(ids.count >= 3)
        } catch let error as TokenizerError {
            #expect(!error.description.isEmpty)
        }
    }

    @Test("vocabularies")
    func vocabularies() throws {
        let merges = Data(try Fixture.bytes("tokenizer/merges.txt"))
        try Fuzz.mutations(of: Fixture.bytes("tokenizer/vocab.json"), rounds: Fuzz.rounds(60)) { bytes in
            try tokenizes { try CLIPTokenizer(vocabulary: Data(bytes), merges: merges) }
        }
    }

    @Test("merges")
    func merges() throws {
        let vocabulary = Data(try Fixture.bytes("tokenizer/vocab.json"))
        try Fuzz.mutations(of: Fixture.bytes("tokenizer/merges.txt"), rounds: Fuzz.rounds(60)) { bytes in
            try tokenizes { try CLIPTokenizer(vocabulary: vocabulary, merges: Data(bytes)) }
        }
    }

    @Test("vocabulary and merges in one file", arguments: [false, true])
    func wholeFiles(hasPairs: Bool) throws {
        try Fuzz.mutations(of: Array(Fixture.wholeFile(hasPairs: hasPairs)), rounds: Fuzz.rounds(60)) { bytes in
            try tokenizes { try CLIPTokenizer(wholeFile: Data(bytes)) }
        }
    }

    @Test("gzipped merges")
    func gzip() throws {
        try Fuzz.mutations(of: Fixture.bytes("merges.txt.gz"), rounds: Fuzz.rounds(100)) { bytes in
            try tokenizes { try CLIPTokenizer(openCLIPMerges: Data(bytes), mergeCount: 400) }
        }
    }

    @Test("configurations")
    func configurations() throws {
        let vocabulary = Data(try Fixture.bytes("tokenizer/vocab.json"))
        let merges = Data(try Fixture.bytes("tokenizer/merges.txt"))
        var read = 0
        try Fuzz.mutations(of: Fixture.bytes("tokenizer_2/tokenizer_config.json"), rounds: Fuzz.rounds(200)) { bytes in
            do {
                let configuration = try TokenizerConfiguration(json: Data(bytes))
                #expect((3..<100_000).contains(configuration.maximumLength))
                read += 1
                // Building the vocabulary is slow and the same each time: now and then is enough.
                guard read % 10 == 0 else { return }
                try tokenizes {
                    try CLIPTokenizer(vocabulary: vocabulary, merges: merges, configuration: configuration)
                }
            } catch let error as TokenizerError {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("texts", arguments: ["tokenizer", "tokenizer_2"])
    func texts(name: String) throws {
        let tokenizer = try Fixture.tokenizer(name)
        let original = Array("A woman img's 🏳️‍🌈 café\u{301} İǅ 12 <|endoftext|> 𝔊 ﷺ \u{202E}\u{0} ! 女性".utf8)
        try Fuzz.mutations(of: original, rounds: Fuzz.rounds(400)) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let pieces = try tokenizer.pieces(of: text)
            // Pieces of one character share its place, so places may meet but never go back.
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.range.lowerBound <= $1.range.lowerBound })
            #expect(pieces.allSatisfy { !$0.range.isEmpty })
            let ids = pieces.flatMap(\.ids)
            #expect(ids.allSatisfy((0..<tokenizer.embeddingRows).contains))
            _ = try tokenizer.decode(ids)
            do {
                let expanded = try TriggerWord(overflow: .cut).expand(text, photographs: 2, tokenizer: tokenizer)
                #expect(expanded.ids.count == 77)
            } catch let error as TriggerError {
                #expect(!error.description.isEmpty)
            }
            #expect(TriggerWord().insert(into: text).prompt.utf8.count >= text.utf8.count)
        }
    }
}
