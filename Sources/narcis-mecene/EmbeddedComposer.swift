import Mecene
import MeceneComposer
import ServiceKit
import WordSafety

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the service does without a language model, and what it falls back to with one.
struct EmbeddedComposer: Sendable {
    let author: ComposerAuthor
    let prompt: PromptRules
    /// Why it works without WordNet, for the log.
    let shortcoming: String?

    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_WORDNET` | `/usr/share/wordnet` | Folder of WordNet's database; without one the lexicon has to do |
    init(_ settings: SettingsReader) throws {
        let folder = settings.optionalText("mecene.wordnet")
        var wordNet: WordNet?
        var shortcoming: String?
        do throws(WordNetError) {
            let url = folder.map { URL(fileURLWithPath: $0, isDirectory: true) }
            wordNet = try WordNet(folder: url ?? WordNet.defaultFolder)
        } catch {
            // A folder that somebody named is a mistake; the usual one may be missing.
            if folder != nil {
                settings.report("mecene.wordnet", "cannot be used: \(error)")
            } else {
                shortcoming = "\(error)"
            }
        }
        self.shortcoming = shortcoming
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
