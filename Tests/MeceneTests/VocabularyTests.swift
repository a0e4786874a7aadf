import Foundation
import PortraitDomain
import Testing

@testable import Mecene

@Suite struct VocabularyTests {
    /// The composer's list and the training recipe's must not drift apart.
    @Test("narcis-mini's vocabulary has the words of its training") func training() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let recipe = try String(contentsOf: root.appending(path: "Training/narcis_mini/words.py"), encoding: .utf8)
        let vocabulary = ModelVocabulary.narcisMini
        #expect(vocabulary.styles.count == 14 && vocabulary.palettes.count == 11 && vocabulary.moods.count == 4)
        let concepts = vocabulary.styles + vocabulary.palettes + vocabulary.moods
        #expect(
            recipe.split(separator: "\n").count { $0.hasPrefix("    \"") && $0.contains("\": [") } == concepts.count)
        for concept in concepts {
            let words = concept.words.map { "\"\($0)\"" }.joined(separator: ", ")
            #expect(recipe.contains("\"\(concept.name)\": [\(words)]"), "\(concept.name)")
        }
    }

    @Test("Every word of the model names itself") func words() {
        let vocabulary = ModelVocabulary.narcisMini
        for concept in vocabulary.styles + vocabulary.palettes + vocabulary.moods {
            for word in concept.words where !concept.unheard.contains(word) {
                #expect(vocabulary.mentions(in: word).map(\.word).contains(word), "\(word)")
            }
            for word in concept.unheard {
                #expect(concept.words.contains(word) && vocabulary.mentions(in: word).isEmpty, "\(word)")
            }
        }
    }

    @Test(
        "Names are found in a text, the longest first",
        arguments: [
            ("ink drawing", ["ink drawing"]), ("woodcut poster", ["woodcut poster"]),
            ("a stained-glass queen", ["stained glass"]),
            ("post impressionist", ["post impressionist"]), ("Van Gogh sunflowers", ["van gogh"]),
            ("ukiyo-e", ["ukiyo e"]),
            ("oil painting of a sailor", ["oil painting"]), ("a black-and-white portrait", ["black and white"]),
            ("winter nights", ["winter", "night"]), ("deep grey fog", ["monochrome", "misty"]), ("gentle party", []),
            ("", []),
        ])
    func names(text: String, words: [String]) {
        #expect(ModelVocabulary.narcisMini.mentions(in: text).map(\.word) == words)
        #expect(ModelVocabulary.open.mentions(in: text).isEmpty)
    }
}
