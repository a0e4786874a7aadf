package import Mecene
package import MeceneComposer
package import ServiceKit
package import WordSafety

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes ideas without a language model, and takes over when one fails.
package struct EmbeddedComposer: Sendable {
    package let author: ComposerAuthor
    package let prompt: PromptRules
    /// Why WordNet is not used, for the log.
    package let shortcoming: String?

    package var safety: SafetyRules { author.safetyRules }

    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_WORDNET` | `/usr/share/wordnet` | Folder of WordNet's database; without one the lexicon has to do |
    package init(_ settings: SettingsReader) throws {
        let folder = settings.optionalText("mecene.wordnet")
        var wordNet: WordNet?
        var shortcoming: String?
        do throws(WordNetError) {
            wordNet = try WordNet(
                folder: folder.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? WordNet.defaultFolder)
        } catch {
            // It is a mistake if the folder was named; the default one may be missing.
            if folder != nil { settings.report("mecene.wordnet", "cannot be used: \(error)") }
            shortcoming = "\(error)"
        }
        try self.init(wordNet: wordNet, shortcoming: shortcoming)
    }

    /// - Parameter wordNet: nil where it is not installed.
    package init(wordNet: WordNet?, shortcoming: String? = nil) throws(LexiconError) {
        self.shortcoming = shortcoming
        author = ComposerAuthor(wordNet: wordNet, lexicon: try Lexicon())
        var rules = PromptRules()
        rules.relatedness = author.relatedness
        prompt = rules
    }

    /// Loads the dictionaries before the first request.
    package func warmUp() async throws {
        let workflow = try MeceneWorkflow(author: author, prompt: prompt, safety: safety)
        _ = try await workflow.run(try MeceneInput(words: "quiet morning", seed: 0, rules: safety))
    }
}
