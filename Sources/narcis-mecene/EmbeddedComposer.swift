import Foundation
import Mecene
import MeceneComposer
import ServiceKit

/// What the service does without a language model, and what it falls back to with one.
struct EmbeddedComposer: Sendable {
    let author: ComposerAuthor
    let prompt: PromptRules

    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_WORDNET` | `/usr/share/wordnet` | Folder of WordNet's database; without one the lexicon has to do |
    init(_ settings: SettingsReader) throws {
        let folder = settings.optionalText("mecene.wordnet")
        let wordNet: WordNet?
        if let folder {
            wordNet = try? WordNet(folder: URL(fileURLWithPath: folder, isDirectory: true))
            if wordNet == nil { settings.report("mecene.wordnet", "is not a folder with WordNet's database") }
        } else {
            wordNet = try? WordNet()
        }
        author = ComposerAuthor(wordNet: wordNet, lexicon: try Lexicon())
        var rules = PromptRules()
        rules.relatedness = author.relatedness
        prompt = rules
    }

    var safety: SafetyRules { author.safetyRules }

    /// Loads dictionaries before the first request comes.
    func warmUp() async throws {
        let workflow = try MeceneWorkflow(author: author, prompt: prompt, safety: safety)
        _ = try await workflow.run(try MeceneInput(words: "quiet morning", seed: 0, rules: safety))
    }
}
