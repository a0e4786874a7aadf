import HTTPTypes
import Hummingbird
import Logging
import ServiceKit
import Workflow

/// Around every request: its identifier, errors as problems, one line in the log, metrics. Words are never logged.
struct RequestRecord<Context: RequestContext>: RouterMiddleware {
    static var header: HTTPField.Name { HTTPField.Name("X-Request-ID")! }  // a token, so a field name
    static var buckets: [Double] { [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30] }

    let metrics: MetricsRegistry

    func handle(
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

    /// A caller's own identifier, where it is harmless in logs and headers.
    static func identifier(_ text: String?) -> String? {
        guard let text, (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            })
        else { return nil }
        return text
    }

    private func record(_ request: Request, _ context: Context, _ status: Int, _ time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let method = ["GET", "POST", "HEAD"].contains(request.method.rawValue) ? request.method.rawValue : "other"
        let route = context.endpointPath ?? "none"
        let labels = [("method", method), ("route", route), ("status", "\(status)")]
        metrics.count("mecene_http_requests_total", "Requests answered.", labels: labels)
        metrics.observe(
            "mecene_http_seconds", "Time to the head of the answer.", labels: [("route", route)], bounds: Self.buckets,
            seconds)
        let isQuiet = ["/health", "/ready", "/metrics"].contains(route)
        context.logger.log(
            level: isQuiet ? .debug : .info, "request",
            metadata: [
                "method": .string(method), "route": .string(route), "status": .stringConvertible(status),
                "microseconds": .stringConvertible(Int(seconds * 1e6)),
            ])
    }
}
