import HTTPTypes
package import Hummingbird
import Logging
import Metrics
package import ServiceKit
import Support

/// Middleware for every request: identifier, errors as problem documents, one log line, metrics. Words are never
/// logged.
package struct RequestRecord<Context: RequestContext>: RouterMiddleware {
    private static var header: HTTPField.Name { HTTPField.Name("X-Request-ID")! }  // a token, so a field name

    private let name: String
    private let metrics: MetricsBackend

    /// - Parameter name: of the service, with which its metrics begin.
    package init(name: String, metrics: MetricsBackend) {
        self.name = name
        self.metrics = metrics
        metrics.describe([
            MetricDescription(name + "_http_requests_total", "Requests answered."),
            MetricDescription(name + "_http_seconds", "Time to the head of the answer."),
        ])
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let id = Self.identifier(request.headers[Self.header]) ?? context.id
        var context = context
        context.logger[metadataKey: "hb.request.id"] = .string(id)
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Problem(any: error)
            if problem.isNoteworthy {
                context.logger.error("request failed", metadata: ["reason": .string(LogReason.of(error))])
            }
            response = problem.response(request: id)
        }
        response.headers[Self.header] = id
        record(request, context, response.status.code, ContinuousClock.now - start)
        return response
    }

    /// The client's own identifier, if it is safe in logs and headers.
    private static func identifier(_ text: String?) -> String? {
        text.flatMap { (1...64).contains($0.utf8.count) && $0.isPlain(with: "-_.") ? $0 : nil }
    }

    private func record(_ request: Request, _ context: Context, _ status: Int, _ time: Duration) {
        let method = ["GET", "POST", "HEAD"].contains(request.method.rawValue) ? request.method.rawValue : "other"
        let route = context.endpointPath ?? "none"
        Counter(
            label: name + "_http_requests_total",
            dimensions: [("method", method), ("route", route), ("status", "\(status)")], factory: metrics
        ).increment()
        Timer(label: name + "_http_seconds", dimensions: [("route", route)], factory: metrics)
            .recordNanoseconds(Int64(time.seconds * 1e9))
        let isQuiet = ["/health", "/ready", "/metrics"].contains(route)
        context.logger.log(
            level: isQuiet ? .debug : .info, "request",
            metadata: [
                "method": .string(method), "route": .string(route), "status": .stringConvertible(status),
                "microseconds": .stringConvertible(Int(time.seconds * 1e6)),
            ])
    }
}
