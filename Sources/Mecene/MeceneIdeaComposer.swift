package import PortraitDomain
internal import Workflow

/// Ideas for the product: the workflow once for every idea.
package struct MeceneIdeaComposer: IdeaComposer {
    package static let countLimit = 64

    private let author: any MeceneAuthor
    private let fallback: (any MeceneAuthor)?
    private let prompt: PromptRules
    private let safety: SafetyRules

    package init(
        author: any MeceneAuthor, fallback: (any MeceneAuthor)? = nil, prompt: PromptRules, safety: SafetyRules
    ) {
        self.author = author
        self.fallback = fallback
        self.prompt = prompt
        self.safety = safety
    }

    package func ideas(for request: IdeaRequest) async throws(PortraitError) -> IdeaResult {
        guard (1...Self.countLimit).contains(request.count) else {
            let message = "is \(request.count); it must be 1 to \(Self.countLimit)"
            throw .invalidRequest([RequestProblem(field: "count", message: message)])
        }
        do {
            return try await ideas(request)
        } catch {
            throw PortraitError(error)
        }
    }

    private func ideas(_ request: IdeaRequest) async throws(MeceneError) -> IdeaResult {
        var rules = prompt
        rules.vocabulary = request.model.map(ModelVocabulary.of(model:)) ?? .open
        if request.leavesOutStyle { rules.leaveOutStyle() }
        rules.photographs = request.photographs
        rules.tokensPerPhotograph = request.tokensPerPhotograph
        // The author here is the composer, which would only write the same again.
        let workflow = try MeceneWorkflow(
            author: author, fallback: fallback, prompt: rules, safety: safety, retry: .never)
        var result = IdeaResult(ideas: [])
        for index in 0..<request.count {
            let seed = PortraitRequest.seed(request.seed, forImage: index)
            let made = try await workflow.run(MeceneInput(words: request.words, seed: seed, rules: safety))
            result.ideas.append(made.idea)
            result.trace += made.trace.table.split(separator: "\n").map(String.init)
        }
        return result
    }
}
