package import LanguageModels
import Metrics
package import ServiceKit

/// A language model's meter as metrics.
package struct UsageMetrics: Sendable {
    private let answered: TotalCounter
    private let failed: TotalCounter
    private let retried: TotalCounter
    private let input: TotalCounter
    private let output: TotalCounter
    private let cost: TotalCounter

    /// Follows `meter` from now on.
    package static func follow(_ meter: UsageMeter, in metrics: MetricsBackend) {
        let counters = UsageMetrics(metrics)
        metrics.beforeReading { counters.follow(meter.totals) }
    }

    private init(_ metrics: MetricsBackend) {
        metrics.describe([
            MetricDescription("mecene_model_requests_total", "Requests to the language model."),
            MetricDescription("mecene_model_tokens_total", "Tokens of the language model."),
            MetricDescription(
                "mecene_model_cost_total", "Cost at the configured prices.", unit: MetricDescription.Unit.none),
        ])
        func counter(_ name: String, _ labels: [(String, String)] = []) -> TotalCounter {
            TotalCounter(FloatingPointCounter(label: name, dimensions: labels, factory: metrics))
        }
        answered = counter("mecene_model_requests_total", [("outcome", "answered")])
        failed = counter("mecene_model_requests_total", [("outcome", "failed")])
        retried = counter("mecene_model_requests_total", [("outcome", "retried")])
        input = counter("mecene_model_tokens_total", [("kind", "input")])
        output = counter("mecene_model_tokens_total", [("kind", "output")])
        cost = counter("mecene_model_cost_total")
    }

    private func follow(_ totals: UsageMeter.Totals) {
        answered.follow(Double(totals.answers))
        failed.follow(Double(totals.failures))
        retried.follow(Double(totals.retries))
        input.follow(Double(totals.tokens.input))
        output.follow(Double(totals.tokens.output))
        cost.follow(totals.cost)
    }
}
