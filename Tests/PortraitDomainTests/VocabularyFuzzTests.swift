import PortraitDomain
import TestSupport
import Testing

@Suite("the vocabulary of a model's folder") struct VocabularyFuzzTests {
    @Test("the embedded model's is read whole") func embedded() throws {
        let vocabulary = try VocabularyDocument(json: EmbeddedModel.vocabulary())
        #expect(vocabulary.closed && vocabulary.styles.count == 14)
        #expect(vocabulary.palettes.count == 11 && vocabulary.moods.count == 4)
    }

    @Test(
        "what is no vocabulary is refused",
        arguments: [
            "", "[]", "{", #"{"closed":true}"#, #"{"styles":[{"name":"ink"}]}"#,
            #"{"styles":[{"name":"ink","words":[]}]}"#,
            #"{"styles":[{"name":"ink","words":["Ink"]}]}"#, #"{"styles":[{"name":"ink","words":["a, b"]}]}"#,
            #"{"styles":[{"name":"ink","words":[" "]}]}"#, #"{"moods":[{"name":"a","words":["b"],"unheard":["c"]}]}"#,
            #"{"styles":[{"name":"a","words":["b"]},{"name":"a","words":["c"]}]}"#,
        ])
    func refused(text: String) {
        #expect(throws: PortraitError.self) { _ = try VocabularyDocument(json: Array(text.utf8)) }
    }

    @Test("what is too much is refused") func tooMuch() {
        let words = (0...VocabularyDocument.wordLimit).map { "\"w\($0)\"" }.joined(separator: ",")
        for text in [
            "{\"styles\":[{\"name\":\"a\",\"words\":[\(words)]}]}",
            String(repeating: " ", count: VocabularyDocument.byteLimit + 1),
            String(repeating: "[", count: 100_000),
        ] {
            #expect(throws: PortraitError.self) { _ = try VocabularyDocument(json: Array(text.utf8)) }
        }
    }

    @Test("broken files are refused or read, and nothing else") func fuzz() throws {
        try Fuzz.mutations(of: EmbeddedModel.vocabulary(), rounds: Fuzz.rounds(300)) { bytes in
            guard let read = try? VocabularyDocument(json: bytes) else { return }
            #expect(read.styles.allSatisfy { !$0.words.isEmpty })
        }
    }
}
