package import Mecene
package import ServiceKit
package import WordSafety
import Workflow

extension MeceneIdeaComposer {
    /// No request limits a command, but somebody waits for it.
    private static var patience: Duration { .seconds(240) }

    /// Ideas by the language model that the settings name, with `composer` behind it; where they name none, by `composer`
    /// alone.
    ///
    /// - Throws: `SettingsProblems` with everything that is wrong.
    package static func configured(
        _ reader: SettingsReader, composer: any MeceneAuthor, prompt: PromptRules, safety: SafetyRules
    ) throws -> MeceneIdeaComposer {
        let settings = LanguageModelSettings(reader, requestLimit: patience)
        try reader.finish()
        guard let model = settings.client() else {
            return MeceneIdeaComposer(author: composer, prompt: prompt, safety: safety)
        }
        return MeceneIdeaComposer(
            author: try LanguageModelAuthor(
                model.model, safety: safety, temperature: settings.temperature),
            fallback: composer, prompt: prompt, safety: safety, retry: .answers
        ) {
            try? await model.shutdown()
        }
    }
}
