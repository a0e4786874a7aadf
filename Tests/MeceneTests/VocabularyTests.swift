import Foundation
import PortraitDomain
import Testing

@testable import Mecene

@Suite struct VocabularyTests {
    /// The composer's list and the training recipe's must not drift apart.
    @Test func narcisMiniKnowsTheWordsOfItsTraining() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let recipe = try String(contentsOf: root.appending(path: "Training/narcis_mini/words.py"), encoding: .utf8)
        let vocabulary = ModelVocabulary.narcisMini
        #expect(vocabulary.styles.count == 14 && vocabulary.palettes.count == 11 && vocabulary.moods.count == 4)
        for concept in vocabulary.styles + vocabulary.palettes + vocabulary.moods {
            let words = concept.words.map { "\"\($0)\"" }.joined(separator: ", ")
            #expect(recipe.contains("\"\(concept.name)\": [\(words)]"), "\(concept.name)")
        }
    }
}
