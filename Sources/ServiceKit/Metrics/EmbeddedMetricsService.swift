import ServiceLifecycle

/// Writes lines for CloudWatch from time to time, and at the end.
///
/// It comes first in a group, so that it is stopped last and the last lines have what happened while others stopped.
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
