package import PortraitDomain
import Support
package import WordSafety
package import Workflow

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes ideas, each by one run of the workflow.
package struct MeceneIdeaComposer: IdeaComposer, WordChecker {
    package static let countLimit = 64

    private let author: any MeceneAuthor
    private let fallback: (any MeceneAuthor)?
    private let prompt: PromptRules
    private let safety: SafetyRules
    private let retry: RetryPolicy
    private let onClose: @Sendable () async -> Void

    /// - Parameters:
    ///   - retry: for the author's stages.
    ///   - onClose: closes the author's client.
    package init(
        author: any MeceneAuthor, fallback: (any MeceneAuthor)? = nil, prompt: PromptRules,
        safety: SafetyRules,
        retry: RetryPolicy = .never, onClose: @escaping @Sendable () async -> Void = {}
    ) {
        self.author = author
        self.fallback = fallback
        self.prompt = prompt
        self.safety = safety
        self.retry = retry
        self.onClose = onClose
    }

    package func close() async { await onClose() }

    package func ideas(for request: IdeaRequest) async throws(PortraitError) -> [ComposedIdea] {
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

    /// Names are allowed, because styles are called after painters.
    package func refusal(ofPrompt text: String) -> String? {
        guard let refusal = safety.refusal(of: text), refusal.kind != .personsName else { return nil }
        return refusal.description
    }

    private func ideas(_ request: IdeaRequest) async throws(MeceneError) -> [ComposedIdea] {
        var rules = prompt
        rules.vocabulary = request.vocabulary.map(ModelVocabulary.init) ?? .open
        if request.leavesOutStyle { rules.leaveOutStyle() }
        let workflow = try MeceneWorkflow(
            author: author, fallback: fallback, prompt: rules, safety: safety, retry: retry)
        var ideas: [ComposedIdea] = []
        for index in 0..<request.count {
            let seed = PortraitRequest.seed(request.seed, forImage: index)
            let input = try MeceneInput(words: request.words, seed: seed, rules: safety)
            let made = try await run(workflow, input, keptIn: request.checkpoints)
            var composed = made.composed
            composed.trace = made.trace.table.split(separator: "\n").map(String.init)
            composed.diagram = workflow.workflow.graph.mermaid(trace: made.trace)
            ideas.append(composed)
        }
        return ideas
    }

    private func run(
        _ workflow: MeceneWorkflow, _ input: MeceneInput, keptIn folder: String?
    ) async throws(MeceneError) -> MeceneResult {
        guard let folder else { return try await workflow.run(input) }
        let store = FileCheckpointStore<MeceneState>(
            folder: URL(fileURLWithPath: folder, isDirectory: true))
        return try await workflow.run(input, checkpoints: store, name: Self.checkpointName(input))
    }

    /// The same for the same words and seed. If other words ever give the same name, their checkpoint is refused.
    private static func checkpointName(_ input: MeceneInput) -> String {
        "idea-\(String(input.words.utf8.fnv1a, radix: 16))-\(input.seed)"
    }
}
