#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The words that a model was trained on, as `vocabulary.json` in its folder lists them: a prompt in these words steers
/// it best. It is no part of the weights, so that pictures do not record it.
package struct VocabularyDocument: Sendable, Equatable, Codable {
    /// A concept that the model distinguishes.
    package struct Concept: Sendable, Equatable, Codable {
        package var name: String
        /// The model's words for it, the plainest first.
        package var words: [String]
        /// Words that the model does not know and that this concept stands in for.
        package var kin: [String]
        /// The model's words that mean something else to a person.
        package var unheard: [String]

        package init(name: String, words: [String], kin: [String] = [], unheard: [String] = []) {
            self.name = name
            self.words = words
            self.kin = kin
            self.unheard = unheard
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            words = try container.decode([String].self, forKey: .words)
            kin = try container.decodeIfPresent([String].self, forKey: .kin) ?? []
            unheard = try container.decodeIfPresent([String].self, forKey: .unheard) ?? []
        }
    }

    package static let byteLimit = 1 << 18
    package static let conceptLimit = 256
    package static let wordLimit = 256
    /// Bytes of one word or phrase.
    package static let lengthLimit = 64

    package var styles: [Concept]
    package var palettes: [Concept]
    package var moods: [Concept]
    /// Whether the model understands only these words, so that others would only blur the picture.
    package var closed: Bool

    package init(
        styles: [Concept] = [], palettes: [Concept] = [], moods: [Concept] = [], closed: Bool = false
    ) {
        self.styles = styles
        self.palettes = palettes
        self.moods = moods
        self.closed = closed
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        styles = try container.decodeIfPresent([Concept].self, forKey: .styles) ?? []
        palettes = try container.decodeIfPresent([Concept].self, forKey: .palettes) ?? []
        moods = try container.decodeIfPresent([Concept].self, forKey: .moods) ?? []
        closed = try container.decodeIfPresent(Bool.self, forKey: .closed) ?? false
    }

    /// Reads a file's bytes.
    /// - Throws: `badData` where they are too many, not in this form, or not words.
    package init(json bytes: [UInt8]) throws(PortraitError) {
        guard bytes.count <= Self.byteLimit else {
            throw .badData("the vocabulary is longer than \(Self.byteLimit) bytes")
        }
        do {
            self = try JSONDecoder().decode(VocabularyDocument.self, from: Data(bytes))
        } catch {
            throw .badData("the vocabulary is not in the form of a vocabulary.json")
        }
        if let problem { throw .badData("the vocabulary is wrong: \(problem)") }
    }

    /// The first problem; nil where there is none.
    var problem: String? {
        for (list, concepts) in [("styles", styles), ("palettes", palettes), ("moods", moods)] {
            if concepts.count > Self.conceptLimit { return "\(list) has more than \(Self.conceptLimit) entries" }
            if Set(concepts.map(\.name)).count != concepts.count { return "\(list) has a name twice" }
            for concept in concepts {
                let words = concept.words + concept.kin
                if concept.words.isEmpty || words.count > Self.wordLimit {
                    return "\(list) has an entry without words, or with more than \(Self.wordLimit)"
                }
                if !(words + [concept.name]).allSatisfy(Self.isPlain) {
                    return "\(list) has something that is no word in small letters"
                }
                if !Set(concept.unheard).isSubset(of: concept.words) {
                    return "\(list) leaves out words that are not there"
                }
            }
        }
        return closed && styles.isEmpty ? "it is closed and has no styles" : nil
    }

    /// Whether it can stand in a prompt as one phrase.
    private static func isPlain(_ word: String) -> Bool {
        let isWritten = word.allSatisfy { $0.isLetter || $0.isNumber || " -'".contains($0) }
        return (1...lengthLimit).contains(word.utf8.count) && isWritten && word == word.lowercased()
            && word.contains { !$0.isWhitespace } && word.first != " " && word.last != " "
    }
}
