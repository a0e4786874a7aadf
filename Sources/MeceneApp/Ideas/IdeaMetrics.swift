import Metrics
import PortraitDomain
import ServiceKit

/// Counts ideas. All metrics but those by author exist from the start, at 0.
struct IdeaMetrics: Sendable {
    let hits: Counter
    let joined: Counter
    let misses: Counter
    let cacheEntries: Meter
    private let repairs: Counter
    private let retries: Counter
    private let metrics: MetricsBackend

    init(_ metrics: MetricsBackend) {
        metrics.describe([
            MetricDescription(
                "mecene_cache_lookups_total",
                "Look-ups: in the cache (hit), being made already (joined), or neither (miss)."),
            MetricDescription("mecene_cache_entries", "Ideas in the cache.", unit: .count),
            MetricDescription("mecene_ideas_total", "Ideas made, by author."),
            MetricDescription("mecene_repairs_total", "Repairs of authors' answers."),
            MetricDescription("mecene_stage_retries_total", "Stages tried again."),
        ])
        func lookups(_ outcome: String) -> Counter {
            Counter(label: "mecene_cache_lookups_total", dimensions: [("outcome", outcome)], factory: metrics)
        }
        hits = lookups("hit")
        joined = lookups("joined")
        misses = lookups("miss")
        cacheEntries = Meter(label: "mecene_cache_entries", factory: metrics)
        repairs = Counter(label: "mecene_repairs_total", factory: metrics)
        retries = Counter(label: "mecene_stage_retries_total", factory: metrics)
        self.metrics = metrics
    }

    func made(_ idea: IdeaDocument) {
        Counter(label: "mecene_ideas_total", dimensions: [("author", idea.source)], factory: metrics).increment()
        repairs.increment(by: idea.repairs.count)
        retries.increment(by: idea.retries)
    }
}
