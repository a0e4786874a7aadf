import Foundation
import TestSupport
import Testing

@testable import Tokenizers

@Suite("CLIP tokenizer against transformers")
struct GoldenTests {
    private func compare(_ tokenizer: CLIPTokenizer, _ cases: [Fixture.Case]) throws {
        #expect(cases.count > 300)
        for golden in cases {
            let whole = try tokenizer.encode(golden.text, truncation: false, padding: false)
            #expect(whole.ids == golden.ids, "\(golden.text.debugDescription)")
            #expect(whole.tokenCount == golden.ids.count)
            let padded = try tokenizer.encode(golden.text)
            #expect(padded.ids.count == golden.padded.count)
            #expect(padded.ids.last == golden.padded.last)
            #expect(padded.ids.prefix(76).starts(with: golden.ids.dropLast().prefix(76)))
            #expect(padded.isTruncated == (golden.ids.count > 77))
            #expect(try tokenizer.decode(golden.ids) == golden.decoded, "\(golden.text.debugDescription)")
        }
    }

    @Test("small vocabulary, both ways of padding", arguments: ["tokenizer", "tokenizer_2"])
    func small(name: String) throws {
        try compare(Fixture.tokenizer(name), Fixture.cases(name))
    }

    @Test(
        "published vocabulary, both ways of padding",
        arguments: [("published", "<|endoftext|>"), ("published_2", "!")])
    func published(name: String, padding: String) throws {
        let tokenizer = try Published.tokenizer(padding: padding)
        #expect(tokenizer.tokenCount == 49_408)
        try compare(tokenizer, Fixture.cases(name))
    }

    @Test("gzipped merges give the same vocabulary as vocab.json and merges.txt")
    func gzip() throws {
        let merges = try Fixture.url("merges.txt.gz")
        let tokenizer = try CLIPTokenizer(openCLIPMerges: merges, mergeCount: 400)
        let other = try Fixture.tokenizer()
        #expect(tokenizer.vocabulary.ids == other.vocabulary.ids)
        #expect(tokenizer.embeddingRows == 914)
        for golden in try Fixture.cases("tokenizer").prefix(50) {
            #expect(try tokenizer.encode(golden.text, truncation: false, padding: false).ids == golden.ids)
        }
    }

    @Test("tokenizer.json alone gives the same, whether its merges are texts or pairs", arguments: [false, true])
    func wholeFile(hasPairs: Bool) throws {
        let other = try Fixture.tokenizer()
        try withTemporaryFolder { folder in
            try Fixture.wholeFile(hasPairs: hasPairs).write(to: folder.appending(path: CLIPTokenizer.wholeFileName))
            #expect(CLIPTokenizer.fileNames(in: folder) == ["tokenizer.json"])
            let tokenizer = try CLIPTokenizer(folder: folder)
            #expect(tokenizer.vocabulary.ids == other.vocabulary.ids)
            for golden in try Fixture.cases("tokenizer").prefix(50) {
                #expect(try tokenizer.encode(golden.text, truncation: false, padding: false).ids == golden.ids)
            }
        }
    }

    @Test("each piece names its place in the text as typed")
    func pieces() throws {
        let text = "A  Cafe\u{301}, Ölstadt's 12"
        let pieces = try Fixture.tokenizer().pieces(of: text)
        #expect(pieces.map { String(text[$0.range]) } == ["A", "Cafe\u{301}", ",", "Ölstadt", "'s", "1", "2"])
        #expect(pieces.map(\.text) == ["a", "café", ",", "ölstadt", "'s", "1", "2"])
        #expect(pieces.allSatisfy { !$0.ids.isEmpty && !$0.isAddedToken })
    }

    @Test("an empty text is the marks and padding")
    func empty() throws {
        for name in ["tokenizer", "tokenizer_2"] {
            let tokenizer = try Fixture.tokenizer(name)
            let encoded = try tokenizer.encode("")
            #expect(encoded.ids[..<2] == [tokenizer.beginningID, tokenizer.endID])
            #expect(encoded.ids[2...].allSatisfy { $0 == tokenizer.paddingID })
            #expect(encoded.ids.count == 77)
            #expect(tokenizer.paddingID == (name == "tokenizer" ? tokenizer.endID : 0))
        }
    }

    @Test("a long text keeps its end mark", arguments: [3, 10, 77])
    func cut(length: Int) throws {
        let tokenizer = try Fixture.tokenizer()
        let long = Array(repeating: "woman", count: 200).joined(separator: " ")
        let encoded = try tokenizer.encode(long, maxLength: length)
        #expect(encoded.ids.count == length)
        #expect(encoded.ids.last == tokenizer.endID)
        #expect(encoded.isTruncated)
        #expect(encoded.tokenCount == 202)
        #expect(throws: TokenizerError.lengthTooShort(2)) { try tokenizer.encode(long, maxLength: 2) }
    }

    @Test("too long a text and unknown ids are errors")
    func limits() throws {
        let tokenizer = try Fixture.tokenizer()
        let text = String(repeating: "a ", count: 40_000)
        #expect(throws: TokenizerError.textTooLong(bytes: 80_000)) { try tokenizer.encode(text) }
        #expect(throws: TokenizerError.unknownID(914)) { try tokenizer.decode([914]) }
        #expect(throws: TokenizerError.unknownID(-1)) { try tokenizer.decode([-1]) }
    }
}
