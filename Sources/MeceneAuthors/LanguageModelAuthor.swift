package import LanguageModels
package import Mecene
import Support
package import WordSafety
package import Workflow

/// Carries out the three stages with a language model. The JSON of its answers is repaired here; the workflow checks
/// the content, asks again with the reason, and finally falls back to the composer.
package struct LanguageModelAuthor: MeceneAuthor {
    private let model: any LanguageModel
    private let prompts: Prompts
    /// 0…2. Later attempts use a higher one, so that the same fault does not come back.
    private let temperature: Double
    private let safety: SafetyRules

    package init(
        _ model: any LanguageModel, safety: SafetyRules, temperature: Double = 0.7
    ) throws(PromptTemplateError) {
        self.model = model
        self.safety = safety
        self.prompts = try Prompts()
        self.temperature = temperature
    }

    package var name: String { "\(model.name) (prompts \(Prompts.version))" }

    package func generateIdea(_ input: MeceneInput, _ context: NodeContext) async throws -> Idea {
        let answer: IdeaAnswer = try await ask(
            prompts.idea, ["words": input.words], IdeaAnswer.schema, maximumTokens: 320, input, context)
        // Each sentence needs its full stop before they are joined.
        let sentences = answer.sentences.map(\.trimmed).filter { !$0.isEmpty }.map { sentence in
            sentence.last.map { ".!?".contains($0) } == true ? sentence : sentence + "."
        }
        return Idea(text: sentences.joined(separator: " "), title: answer.title.map(Title.init))
    }

    package func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> MetaKeywords {
        var meta: MetaKeywords = try await ask(
            prompts.keywords, ["idea": idea.text], KeywordsAnswer.schema(KeywordCategory.allCases), maximumTokens: 480,
            input, context)
        for round in 1...Self.furtherRounds {
            // Small models repeat themselves. Keep what is left without repetitions, and ask again for short categories
            // only.
            let mended = meta.repaired(safety).value
            let short = KeywordCategory.allCases.filter { mended[$0].count < MetaKeywords.countPerCategory.lowerBound }
            guard !short.isEmpty else { break }
            let names = short.map(\.rawValue).joined(separator: ", ")
            context.note("repaired: asked again for \(names)")
            let more: MetaKeywords = try await ask(
                prompts.more, ["idea": idea.text, "categories": names], KeywordsAnswer.schema(short),
                maximumTokens: 80 + 60 * short.count, input, context, round: round)
            meta = mended
            for category in short { meta[category] += more[category] }
        }
        return meta
    }

    /// Requests for short categories after the first one of an attempt.
    private static let furtherRounds = 3

    package func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> ChosenKeywords {
        let answer: ChoiceAnswer = try await ask(
            prompts.choice, ["idea": idea.text, "keywords": meta.all.joined(separator: ", ")],
            ChoiceAnswer.schema(meta.all), maximumTokens: 320, input, context)
        return ChosenKeywords(words: answer.chosen)
    }

    private func ask<Answer: Decodable & Sendable>(
        _ prompt: PromptTemplate, _ values: [String: String], _ schema: OutputSchema, maximumTokens: Int,
        _ input: MeceneInput, _ context: NodeContext, round: Int = 0
    ) async throws -> Answer {
        var messages = try prompt.rendered(values)
        if let reason = context.previousFailure, round == 0, let last = messages.indices.last {
            messages[last].text += "\n\nAn earlier answer was not accepted: \(reason.prefix(400))"
        }
        let attempt = context.attempt - 1 + round
        let request = CompletionRequest(
            system: prompt.system, messages: messages, schema: schema, maximumTokens: maximumTokens,
            temperature: min(temperature + 0.15 * Double(attempt), 2),
            seed: Int((input.seed &+ UInt64(attempt) &* 7919) % 2_147_483_647))
        let completion = try await model.complete(request)
        context.note("\(completion.usage.input) + \(completion.usage.output) tokens")
        let read = try AnswerText.object(Answer.self, in: completion.text, wasCut: completion.stop == .length)
        for repair in read.repairs { context.note("repaired: \(repair)") }
        return read.value
    }
}
