package import PortraitDomain
package import Workflow

/// From two words to a prompt: the graph, ready to run.
package struct MeceneWorkflow: Sendable {
    package let workflow: Workflow<MeceneState>
    package let safety: SafetyRules

    /// - Parameters:
    ///   - author: carries out the stages.
    ///   - fallback: takes over where the author has failed for good; the embedded composer, which cannot fail.
    ///   - retry: for the author's stages.
    package init(
        author: any MeceneAuthor, fallback: (any MeceneAuthor)? = nil, prompt: PromptRules = PromptRules(),
        safety: SafetyRules, retry: RetryPolicy = .stage, clock: WorkflowClock = .continuous
    ) throws(MeceneError) {
        let safety = safety.lettingStyles(of: prompt.vocabulary)
        let graph = MeceneGraph(author: author, fallback: fallback, prompt: prompt, safety: safety, retry: retry)
        do {
            workflow = try Workflow(graph.build(), clock: clock)
        } catch {
            throw MeceneError(error)
        }
        self.safety = safety
    }

    /// One idea.
    package func run(
        _ input: MeceneInput, observe: (MeceneEvent) async -> Void = { _ in }
    ) async throws(MeceneError) -> MeceneResult {
        do {
            return try MeceneResult(
                try await workflow.run(MeceneState(input)) { event in
                    for event in MeceneEvent.events(event) { await observe(event) }
                })
        } catch {
            throw MeceneError(error)
        }
    }

    /// One idea, with a checkpoint after every node. Where there is a checkpoint of that name already, the run
    /// continues there.
    package func run(
        _ input: MeceneInput, checkpoints: any CheckpointStore<MeceneState>, name: String,
        observe: (MeceneEvent) async -> Void = { _ in }
    ) async throws(MeceneError) -> MeceneResult {
        func pass(_ event: WorkflowEvent<MeceneState>) async {
            for event in MeceneEvent.events(event) { await observe(event) }
        }
        do {
            if let result = try await workflow.resume(name, checkpoints: checkpoints, observe: pass) {
                return try MeceneResult(result)
            }
            return try MeceneResult(
                try await workflow.run(MeceneState(input), checkpoints: checkpoints, name: name, observe: pass))
        } catch {
            throw MeceneError(error)
        }
    }
}

extension RetryPolicy {
    /// Three attempts, at once: an answer that was rejected only needs to know why. Waiting for an overloaded endpoint
    /// is the client's part. What the words themselves are refused for is not tried again.
    package static let stage = RetryPolicy(
        maximumAttempts: 3,
        isRetryable: { error in
            switch error {
            case let error as MeceneError: !error.isAboutTheWords
            case is Refusal: false
            default: true
            }
        })
}

/// A finished idea and how it came to be.
package struct MeceneResult: Sendable {
    package let idea: PortraitIdea
    package let prompt: ComposedPrompt
    /// What was mended in the author's answers.
    package let repairs: [String]
    package let trace: Trace

    init(_ result: WorkflowResult<MeceneState>) throws(WorkflowError) {
        guard let idea = result.state.portraitIdea, let prompt = result.state.prompt else {
            throw .missingInput(node: .composePrompt, type: "ComposedPrompt")
        }
        self.idea = idea
        self.prompt = prompt
        repairs = result.state.repairs
        trace = result.trace
    }
}
