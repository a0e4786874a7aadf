import Diffusion
import Foundation
import PortraitDomain
import PortraitEngine
import TestSupport
import Testing

@Suite("The vocabulary in a model's folder")
struct ModelVocabularyTests {
    private func profile(_ vocabulary: String?) async throws -> ModelProfile {
        try await withTemporaryFolder { folder in
            if let vocabulary { try Data(vocabulary.utf8).write(to: folder.appending(path: "vocabulary.json")) }
            return try ModelProfile(folder: folder, nativeSide: 128)
        }
    }

    @Test("it is read where there is one; without it a model takes any words")
    func read() async throws {
        #expect(try await profile(nil).vocabulary == nil)
        let words = VocabularyDocument(moods: [.init(name: "dark", words: ["dark", "night"])])
        #expect(try await profile(#"{"moods":[{"name":"dark","words":["dark","night"]}]}"#).vocabulary == words)
        let embedded = try ModelProfile(folder: EmbeddedModel.folder, nativeSide: 128)
        #expect(embedded.vocabulary?.closed == true)
    }

    @Test("a damaged one is named", arguments: ["", "{", #"{"moods":[{"name":"dark","words":[]}]}"#])
    func damaged(text: String) async throws {
        let error = await #expect(throws: ModelError.self) { _ = try await profile(text) }
        #expect(error?.description.contains("vocabulary.json") == true)
    }
}
