package import Hummingbird
package import ServiceKit

extension Router {
    /// The routes for operators: `/health` says whether the process answers, `/ready` whether to send requests,
    /// `/metrics`.
    package func addOperations(readiness: Readiness, metrics: MetricsBackend) {
        get("/health") { _, _ in Response.text("ok\n") }
        get("/ready") { _, _ in
            guard readiness.isReady else { throw Problem.notReady }
            return Response.text("ready\n")
        }
        get("/metrics") { _, _ in Response.text(metrics.prometheusText, type: PrometheusText.contentType) }
    }
}
