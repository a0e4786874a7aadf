package import Mecene
import PortraitDomain
package import ServiceKit
import Workflow

/// Makes ideas and keeps them, counts what happens.
package struct IdeaDesk: Sendable {
    private let workflow: MeceneWorkflow
    /// Author and prompts, which the cache keeps ideas by.
    package let version: String
    private let cache: LeastRecentlyUsed<IdeaKey, IdeaBody>
    private let metrics: MetricsRegistry

    package init(workflow: MeceneWorkflow, version: String, cacheSize: Int, metrics: MetricsRegistry) {
        self.workflow = workflow
        self.version = version
        self.cache = LeastRecentlyUsed(capacity: cacheSize)
        self.metrics = metrics
    }

    /// The inputs of a request: the seeds follow one another.
    func inputs(_ request: IdeasRequest) throws(MeceneError) -> [MeceneInput] {
        var inputs: [MeceneInput] = []
        for index in 0..<request.count {
            let seed = PortraitRequest.seed(request.seed, forImage: index)
            inputs.append(try MeceneInput(words: request.words, seed: seed, rules: workflow.safety))
        }
        return inputs
    }

    func idea(
        _ input: MeceneInput, observe: @Sendable (MeceneEvent) async -> Void = { _ in }
    ) async throws(MeceneError) -> IdeaBody {
        // Capital letters change neither the idea nor the cache.
        let key = IdeaKey(words: input.words.lowercased(), seed: input.seed, version: version)
        if var known = cache[key] {
            count("hit")
            known.words = input.words
            return known
        }
        count("miss")
        let result = try await workflow.run(input, observe: observe)
        let body = IdeaBody(result)
        record(body)
        // A fallback's idea is not kept: the next request asks the language model again.
        if !result.trace.entries.contains(where: { NodeID.fallbacks.contains($0.node) }) {
            cache.insert(body, for: key)
        }
        metrics.set("mecene_cache_entries", "Ideas in the cache.", to: Double(cache.count))
        return body
    }

    private func count(_ outcome: String) {
        metrics.count("mecene_cache_lookups_total", "Look-ups in the cache.", labels: [("outcome", outcome)])
    }

    private func record(_ body: IdeaBody) {
        metrics.count("mecene_ideas_total", "Ideas made, by author.", labels: [("author", body.source)])
        metrics.count("mecene_repairs_total", "Repairs of authors' answers.", by: Double(body.repairs.count))
        metrics.count("mecene_stage_retries_total", "Stages tried again.", by: Double(body.retries))
    }
}

extension NodeID {
    static let fallbacks: Set<NodeID> = [.composeIdea, .composeMetaKeywords, .composeKeywords]
}
