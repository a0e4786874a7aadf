import Foundation
import Mecene
import Support
import Workflow

@testable import MeceneComposer

/// Draws pairs of words and runs the whole workflow for them.
struct WordPairs: Sendable {
    /// Read once for all tests.
    static let shared = Result { try WordPairs() }

    let author: ComposerAuthor
    private let nouns: [String]
    private let adjectives: [String]

    init() throws {
        author = ComposerAuthor(wordNet: try WordNet(), lexicon: try Lexicon())
        nouns = try Self.words("index.noun")
        adjectives = try Self.words("index.adj")
    }

    private static func words(_ file: String) throws -> [String] {
        let data = try Data(contentsOf: WordNet.defaultFolder.appending(path: file))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != " " }) }.filter { !$0.contains("_") && $0.contains(where: \.isLetter) }
    }

    /// Half of the pairs are a dictionary's, a quarter mixed, a quarter letters alone.
    func pair(_ random: inout SeededRandom) -> String {
        func letters() -> String {
            String((0..<(2 + random.index(below: 9))).map { _ in random.pick(Array("abcdefghijklmnopqrstuvwxyz")) })
        }
        switch random.index(below: 4) {
        case 0, 1: return random.pick(adjectives) + " " + random.pick(nouns)
        case 2: return random.pick(nouns) + " " + letters()
        default: return letters() + " " + letters()
        }
    }

    /// - Returns: nil where the words are refused.
    func input(_ words: String, seed: UInt64) throws -> MeceneInput? {
        do {
            return try MeceneInput(words: words, seed: seed, rules: author.safetyRules)
        } catch MeceneError.refused {
            return nil
        }
    }

    /// Ideas for `count` pairs that are not refused.
    func ideas(_ count: Int, seed: UInt64, _ rules: PromptRules = PromptRules()) async throws -> [MeceneResult] {
        let workflow = try MeceneWorkflow(author: author, prompt: rules, safety: author.safetyRules)
        var random = SeededRandom(seed: seed)
        var made: [MeceneResult] = []
        while made.count < count {
            guard let input = try input(pair(&random), seed: random.next()) else { continue }
            made.append(try await workflow.run(input))
        }
        return made
    }
}
