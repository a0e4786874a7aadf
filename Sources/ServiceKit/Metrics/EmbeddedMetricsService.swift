import ServiceLifecycle

/// Writes metrics for CloudWatch at an interval, and at the end.
///
/// Put it first in a group: it stops last, so its last lines cover the end of the other services.
package struct EmbeddedMetricsService: Service {
    private let metrics: MetricsBackend
    private let namespace: String
    private let service: String
    private let interval: Duration
    private let sink: LineSink

    package init(
        _ metrics: MetricsBackend, namespace: String, service: String, interval: Duration,
        sink: @escaping LineSink = Lines.standardOutput
    ) {
        self.metrics = metrics
        self.namespace = namespace
        self.service = service
        self.interval = interval
        self.sink = sink
    }

    package func run() async throws {
        var writer = EmbeddedMetrics(namespace: namespace, service: service)
        var isGoingOn = true
        while isGoingOn {
            do {
                try await cancelWhenGracefulShutdown { try await ContinuousClock().sleep(for: interval) }
            } catch {
                isGoingOn = false
            }
            writer.lines(of: metrics.families(takingSamples: true), at: .now()).forEach(sink)
        }
    }
}
