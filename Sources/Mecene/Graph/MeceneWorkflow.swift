package import PortraitDomain
package import Support
package import WordSafety
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
        author: any MeceneAuthor, fallback: (any MeceneAuthor)? = nil,
        prompt: PromptRules = PromptRules(),
        safety: SafetyRules, retry: RetryPolicy = .never, clock: MonotonicClock = .continuous
    ) throws(MeceneError) {
        let safety = safety.letting(styles: prompt.vocabulary.styles.flatMap(\.words))
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
    /// continues there; one of other words or another seed is refused.
    package func run(
        _ input: MeceneInput, checkpoints: any CheckpointStore<MeceneState>, name: String,
        observe: (MeceneEvent) async -> Void = { _ in }
    ) async throws(MeceneError) -> MeceneResult {
        do {
            return try MeceneResult(
                try await workflow.run(
                    MeceneState(input), checkpoints: checkpoints, name: name, isSameRun: { $0.input == input }
                ) { event in
                    for event in MeceneEvent.events(event) { await observe(event) }
                })
        } catch {
            throw MeceneError(error)
        }
    }
}

extension RetryPolicy {
    /// Three attempts without pauses, after rejected answers only: the author is told the reason. A language model's
    /// client repeats failed requests itself.
    package static let answers = RetryPolicy(
        maximumAttempts: 3, isRetryable: { $0 is RejectedAnswer })
}

/// A finished idea with its repairs and its trace.
package struct MeceneResult: Sendable {
    package let idea: PortraitIdea
    package let prompt: ComposedPrompt
    /// Repairs of the author's answers.
    package let repairs: [String]
    package let trace: Trace

    /// The idea without the trace.
    package var composed: ComposedIdea {
        let mended = trace.entries.flatMap(\.notes).filter { $0.hasPrefix("repaired: ") }
        return ComposedIdea(idea: idea, prompt: prompt.text, repairs: repairs + mended, retries: trace.retries)
    }

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
