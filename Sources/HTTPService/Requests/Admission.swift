import Metrics
package import ServiceKit
package import Support

extension ConcurrencyLimit {
    /// A limit on requests, with a metric of those being carried out.
    /// - Parameter name: of the service, with which its metrics begin.
    package convenience init(requests count: Int, name: String, metrics: MetricsBackend) {
        self.init(count)
        let label = name + "_running_requests"
        metrics.describe([MetricDescription(label, "Requests being carried out.")])
        let meter = Meter(label: label, factory: metrics)
        metrics.beforeReading { meter.set(self.runningCount) }
    }

    /// - Returns: the request's permit; a streamed body keeps it to its end.
    package func admit() throws(Problem) -> Permit {
        guard let permit = enterNow() else { throw .busy }
        return permit
    }
}
