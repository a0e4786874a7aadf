package import Mecene
package import ServiceKit
import Workflow

/// Assembles Mecene: the embedded composer, with a language model before it if the settings name one.
package struct MeceneSetup: Sendable {
    package let composer: EmbeddedComposer
    /// nil if the composer works alone. The owner of the setup shuts it down.
    package let model: ConfiguredModel?
    /// The first author.
    package let author: any MeceneAuthor
    private let fallback: (any MeceneAuthor)?

    /// The time limit of a command, for which a person waits.
    package static var patience: Duration { .seconds(240) }

    /// - Throws: `SettingsProblems` with everything that is wrong.
    package init(_ reader: SettingsReader, requestLimit: Duration = patience) throws {
        let settings = LanguageModelSettings(reader, requestLimit: requestLimit)
        let composer = try EmbeddedComposer(reader)
        try reader.finish()
        try self.init(composer, settings, settings.client())
    }

    /// - Parameter model: the client of `settings`; nil where they name none.
    package init(_ composer: EmbeddedComposer, _ settings: LanguageModelSettings, _ model: ConfiguredModel?) throws {
        self.composer = composer
        self.model = model
        if let model {
            author = try LanguageModelAuthor(model.model, safety: composer.safety, temperature: settings.temperature)
            fallback = composer.author
        } else {
            (author, fallback) = (composer.author, nil)
        }
    }

    /// The composer always gives the same answer, so it gets one attempt.
    private var retry: RetryPolicy { model == nil ? .never : .answers }

    /// The workflow for any portrait model.
    package func workflow() throws(MeceneError) -> MeceneWorkflow {
        try MeceneWorkflow(
            author: author, fallback: fallback, prompt: composer.prompt, safety: composer.safety, retry: retry)
    }

    /// Ideas for the product; closing it shuts the language model's client down.
    package func ideaComposer() -> MeceneIdeaComposer {
        MeceneIdeaComposer(
            author: author, fallback: fallback, prompt: composer.prompt, safety: composer.safety, retry: retry
        ) { [model] in
            try? await model?.shutdown()
        }
    }
}
