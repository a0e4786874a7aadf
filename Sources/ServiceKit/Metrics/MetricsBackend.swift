package import Metrics
import Synchronization

/// A backend of swift-metrics. It keeps totals in memory for two writers: `PrometheusText` on request,
/// `EmbeddedMetrics` at an interval.
///
/// Everything is bounded, so that labels cannot fill the memory: series above a metric's limit are counted as `other`,
/// metrics above the backend's limit are dropped. A name keeps the kind of metric that it was first used with; other
/// kinds are dropped.
package final class MetricsBackend: MetricsFactory {
    package static let metricLimit = 512
    package static let seriesLimit = 64
    package static let labelLimit = 16
    /// Characters of a label's value.
    package static let valueLimit = 100

    private struct Family {
        let kind: MetricKind
        let unit: MetricDescription.Unit
        var series: [[MetricLabel]: any MetricSeries] = [:]
    }

    private struct State {
        var families: [String: Family] = [:]
        var descriptions: [String: MetricDescription] = [:]
        var updates: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let sampleLimit: Int

    /// - Parameter sampleLimit: how many values of a distribution are kept as a sample.
    package init(sampleLimit: Int = 0) {
        self.sampleLimit = sampleLimit
    }

    /// Sets help texts, units and buckets. Call it before a metric's first use, which fixes the buckets.
    package func describe(_ descriptions: [MetricDescription]) {
        state.withLock { state in
            for description in descriptions { state.descriptions[description.name] = description }
        }
    }

    /// Runs `update` before metrics are read, for metrics that follow values kept elsewhere.
    package func beforeReading(_ update: @escaping @Sendable () -> Void) {
        state.withLock { $0.updates.append(update) }
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, .count, dimensions) { _ in CounterSeries() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, .counter, .count, dimensions) { _ in CounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, .none, dimensions) { _ in GaugeSeries() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return series(label, .gauge, .none, dimensions) { _ in GaugeSeries() } }
        return distribution(label, .none, dimensions)
    }

    /// Always in seconds, whatever unit is preferred for display.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        distribution(label, .seconds, dimensions)
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func distribution(
        _ label: String, _ unit: MetricDescription.Unit, _ dimensions: [(String, String)]
    ) -> DistributionSeries {
        series(label, .histogram, unit, dimensions) { description in
            DistributionSeries(
                bounds: description?.buckets ?? MetricDescription.standardBuckets, sampleLimit: self.sampleLimit)
        }
    }

    private func series<Series: MetricSeries>(
        _ label: String, _ kind: MetricKind, _ unit: MetricDescription.Unit, _ dimensions: [(String, String)],
        make: (MetricDescription?) -> Series
    ) -> Series {
        let name = MetricName.plain(label)
        var labels = MetricLabel.all(dimensions)
        return state.withLock { state in
            let description = state.descriptions[name]
            let isNew = state.families[name] == nil
            guard !isNew || state.families.count < Self.metricLimit else { return make(description) }
            var family = state.families[name] ?? Family(kind: kind, unit: description?.unit ?? unit)
            guard family.kind == kind else { return make(description) }
            if family.series[labels] == nil, family.series.count >= Self.seriesLimit {
                labels = labels.map { MetricLabel(name: $0.name, value: "other") }
            }
            if let known = family.series[labels] as? Series { return known }
            let made = make(description)
            family.series[labels] = made
            state.families[name] = family
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
            }
        }
    }
}

/// A metric and its series, as writers read it.
package struct MetricFamily: Sendable {
    package typealias Series = (labels: [MetricLabel], value: MetricValue)

    package let name: String
    package let help: String?
    package let kind: MetricKind
    package let unit: MetricDescription.Unit
    package let series: [Series]
}

extension MetricsBackend {
    /// Everything, sorted by name and labels.
    /// - Parameter takingSamples: whether to reset the samples of distributions; only their one writer does.
    package func families(takingSamples: Bool = false) -> [MetricFamily] {
        for update in state.withLock({ $0.updates }) { update() }
        let (families, descriptions) = state.withLock { ($0.families, $0.descriptions) }
        return families.sorted { $0.key < $1.key }.map { name, family in
            let series = family.series.map { ($0.key, $0.value.value(takingSamples: takingSamples)) }
            return MetricFamily(
                name: name, help: descriptions[name]?.help, kind: family.kind, unit: family.unit,
                series: series.sorted { Self.isOrdered($0.0, $1.0) })
        }
    }

    private static func isOrdered(_ first: [MetricLabel], _ second: [MetricLabel]) -> Bool {
        first.lexicographicallyPrecedes(second) { ($0.name, $0.value) < ($1.name, $1.value) }
    }
}
