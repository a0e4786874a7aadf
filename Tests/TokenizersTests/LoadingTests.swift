import Foundation
import TestSupport
import Testing

@testable import Tokenizers

@Suite("Tokenizer files")
struct LoadingTests {
    private func load(
        vocabulary: [UInt8]? = nil, merges: [UInt8]? = nil, configuration: TokenizerConfiguration = .init()
    ) throws -> CLIPTokenizer {
        try CLIPTokenizer(
            vocabulary: Data(vocabulary ?? Fixture.bytes("tokenizer/vocab.json")),
            merges: Data(merges ?? Fixture.bytes("tokenizer/merges.txt")), configuration: configuration)
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        try #require(throws: TokenizerError.self) { try body() }.description
    }

    @Test("a folder without a file names the file")
    func missing() throws {
        try withTemporaryFolder { folder in
            let text = try refusal { _ = try CLIPTokenizer(folder: folder) }
            #expect(text.contains("vocab.json"))
            try Data(Fixture.bytes("tokenizer/vocab.json")).write(to: folder.appending(path: "vocab.json"))
            let second = try refusal { _ = try CLIPTokenizer(folder: folder) }
            #expect(second.contains("merges.txt"))
        }
    }

    @Test(
        "refuses broken vocabularies",
        arguments: [
            "", "[]", "{", "{\"a\":\"b\"}", "{\"a\":1.5}", "{\"a\":0}", "{\"a\":-1}", "{\"a\":99999999999999999999}",
        ])
    func vocabulary(text: String) {
        #expect(throws: TokenizerError.self) { try load(vocabulary: Array(text.utf8)) }
    }

    @Test(
        "refuses merges that do not hold",
        arguments: ["a", "a b c", "a  b", " a", "a ", "zz qq", "i n\ni n", "ing s", "\u{1}\u{1} x"])
    func merges(text: String) {
        #expect(throws: TokenizerError.self) { try load(merges: Array(("#version: 0.2\n" + text).utf8)) }
    }

    @Test("bytes that are not UTF-8 in merges are an error")
    func encoding() {
        #expect(throws: TokenizerError.self) { try load(merges: [0xFF, 0x20, 0x61, 0x0A]) }
    }

    @Test("carriage returns and blank lines in merges do not matter")
    func lines() throws {
        let text = String(decoding: try Fixture.bytes("tokenizer/merges.txt"), as: UTF8.self)
        let tokenizer = try load(merges: Array((text.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n\n").utf8))
        #expect(try tokenizer.encode("woman").ids == Fixture.tokenizer().encode("woman").ids)
    }

    @Test("two tokens of one id, and marks that are not there, are refused")
    func ids() throws {
        let text = String(decoding: try Fixture.bytes("tokenizer/vocab.json"), as: UTF8.self)
        let doubled = text.replacingOccurrences(of: "\"!\":0", with: "\"!\":1")
        #expect(throws: TokenizerError.self) { try load(vocabulary: Array(doubled.utf8)) }
        var configuration = TokenizerConfiguration()
        configuration.padding = "<pad>"
        #expect(throws: TokenizerError.self) { try load(configuration: configuration) }
        configuration = TokenizerConfiguration()
        configuration.addedTokens = [AddedToken(content: "!", id: 5, isNormalized: false)]
        #expect(throws: TokenizerError.self) { try load(configuration: configuration) }
    }

    @Test("reads tokenizer_config.json in its old and its new form")
    func configuration() throws {
        let old = try TokenizerConfiguration(
            json: Data(
                #"{"bos_token":{"content":"<s>"},"eos_token":"</s>","model_max_length":1e30,"x":[1]}"#.utf8))
        #expect(old.beginningOfText == "<s>" && old.endOfText == "</s>" && old.padding == "</s>")
        #expect(old.maximumLength == 77)
        let new = try TokenizerConfiguration(json: Data(Fixture.bytes("tokenizer_2/tokenizer_config.json")))
        #expect(new.padding == "!")
        #expect(new.addedTokens.map(\.content) == ["!", "<|startoftext|>", "<|endoftext|>"])
        #expect(new.addedTokens.map(\.isNormalized) == [false, true, true])
    }

    @Test(
        "refuses broken configurations",
        arguments: [
            "", "[]", "{\"model_max_length\":2}", "{\"model_max_length\":7.5}", "{\"bos_token\":3}",
            "{\"added_tokens_decoder\":[]}",
            "{\"added_tokens_decoder\":{\"x\":{\"content\":\"a\"}}}",
            "{\"added_tokens_decoder\":{\"1\":{\"content\":\"\"}}}",
            "{\"added_tokens_decoder\":{\"-1\":{\"content\":\"a\"}}}",
        ])
    func brokenConfiguration(text: String) {
        #expect(throws: TokenizerError.self) { try TokenizerConfiguration(json: Data(text.utf8)) }
    }

    @Test("gzip: another count of merges, cut data, other data and a bomb are refused")
    func gzip() throws {
        let bytes = try Fixture.bytes("merges.txt.gz")
        func open(_ bytes: [UInt8], count: Int = 400) throws -> CLIPTokenizer {
            try CLIPTokenizer(openCLIPMerges: Data(bytes), mergeCount: count)
        }
        _ = try open(bytes)
        #expect(throws: TokenizerError.self) { try open(bytes, count: 402) }
        #expect(throws: TokenizerError.self) { try open(Array(bytes.dropLast(9))) }
        #expect(throws: TokenizerError.self) { try open(Array("i n\n".utf8)) }
        #expect(throws: TokenizerError.self) { try open([]) }
        // What it unpacks to is bounded, however small the file.
        #expect(throws: TokenizerError.tooLarge(file: "x", limit: 1000)) {
            try TokenizerFile.unzip(Data(bytes), named: "x", limit: 1000)
        }
    }

    @Test("a link to a file is read, one to a device is refused at once")
    func links() throws {
        try withTemporaryFolder { folder in
            for name in ["vocab.json", "merges.txt"] {
                try FileManager.default.createSymbolicLink(
                    at: folder.appending(path: name), withDestinationURL: Fixture.url("tokenizer/\(name)"))
            }
            _ = try CLIPTokenizer(folder: folder)
            let merges = folder.appending(path: "merges.txt")
            try FileManager.default.removeItem(at: merges)
            try FileManager.default.createSymbolicLink(atPath: merges.path, withDestinationPath: "/dev/zero")
            #expect(throws: TokenizerError.unreadable(file: "merges.txt")) { try CLIPTokenizer(folder: folder) }
        }
    }

    @Test("a file above the limit is refused before it is read")
    func large() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "vocab.json")
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
            let handle = try FileHandle(forWritingTo: url)
            try handle.truncate(atOffset: 1 << 33)
            try handle.close()
            #expect(throws: TokenizerError.tooLarge(file: "vocab.json", limit: TokenizerFile.limit)) {
                try CLIPTokenizer(folder: folder)
            }
        }
    }
}
