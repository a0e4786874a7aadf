package import Hummingbird
package import ServiceKit

extension Router {
    /// What operators ask of every service: whether the process answers, whether to send requests here, and metrics.
    package func addOperations(readiness: Readiness, metrics: MetricsBackend) {
        get("/health") { _, _ in Response.text("ok\n") }
        get("/ready") { _, _ in
            guard readiness.isReady else { throw Problem.notReady }
            return Response.text("ready\n")
        }
        get("/metrics") { _, _ in Response.text(metrics.prometheusText, type: PrometheusText.contentType) }
    }
}
