package import Mecene
import Metrics
import PortraitDomain
package import ServiceKit
import Support
import Workflow

/// Makes, caches and counts ideas. Concurrent requests for one idea share the work.
package struct IdeaService: Sendable {
    private let workflow: MeceneWorkflow
    /// Author and prompts, part of the cache's key.
    package let version: String
    private let cache: BoundedMemo<IdeaKey, KnownIdea>
    private let running = SharedWork<IdeaKey, MeceneEvent, IdeaDocument, MeceneError>()
    private let metrics: IdeaMetrics

    package init(workflow: MeceneWorkflow, version: String, cacheSize: Int, metrics: MetricsBackend) {
        self.workflow = workflow
        self.version = version
        self.cache = BoundedMemo(limit: cacheSize)
        self.metrics = IdeaMetrics(metrics)
    }

    /// The inputs of a request, with consecutive seeds.
    func inputs(_ request: IdeasRequest) throws(MeceneError) -> [MeceneInput] {
        var inputs: [MeceneInput] = []
        for index in 0..<request.count {
            let seed = PortraitRequest.seed(request.seed, forImage: index)
            inputs.append(try MeceneInput(words: request.words, seed: seed, rules: workflow.safety))
        }
        return inputs
    }

    /// One idea: from the cache, from work that is already running, or made now.
    ///
    /// - Parameter observe: gets the events of the run; for a cached idea its values only.
    func idea(
        _ input: MeceneInput, observe: @Sendable (MeceneEvent) async -> Void = { _ in }
    ) async throws(MeceneError) -> IdeaDocument {
        let key = IdeaKey(words: input.words, seed: input.seed, version: version)
        if let known = cache[key] {
            metrics.hits.increment()
            for value in known.values { await observe(value) }
            return known.body
        }
        let outcome = await running.outcome(of: key, joined: { metrics.joined.increment() }, observe: observe) {
            report in
            do throws(MeceneError) {
                return .success(try await make(input, key, report))
            } catch {
                return .failure(error)
            }
        }
        guard let outcome else { throw .cancelled }
        return try outcome.get()
    }

    private func make(
        _ input: MeceneInput, _ key: IdeaKey, _ report: @Sendable (MeceneEvent) -> Void
    ) async throws(MeceneError) -> IdeaDocument {
        metrics.misses.increment()
        var values: [MeceneEvent] = []
        let result = try await workflow.run(input) { event in
            if event.isValue { values.append(event) }
            report(event)
        }
        let body = IdeaDocument(result.composed)
        metrics.made(body)
        // A fallback's idea is not cached: the next request asks the language model again.
        if !result.trace.entries.contains(where: { NodeID.fallbacks.contains($0.node) }) {
            cache.insert(KnownIdea(body: body, values: values), for: key)
        }
        metrics.cacheEntries.set(cache.count)
        return body
    }
}

extension NodeID {
    static let fallbacks: Set<NodeID> = [.composeIdea, .composeMetaKeywords, .composeKeywords]
}
