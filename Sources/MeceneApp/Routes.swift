package import HTTPService
package import Hummingbird
import Mecene
import PortraitDomain
package import ServiceKit
import Support

/// The routes of the service.
package struct MeceneRoutes: Sendable {
    private let service: IdeaService
    private let readiness: Readiness
    private let metrics: MetricsBackend
    private let configuration: MeceneConfiguration
    private let requests: ConcurrencyLimit

    package init(
        service: IdeaService, readiness: Readiness, metrics: MetricsBackend, configuration: MeceneConfiguration
    ) {
        self.service = service
        self.readiness = readiness
        self.metrics = metrics
        self.configuration = configuration
        self.requests = ConcurrencyLimit(requests: configuration.limits.concurrency, name: "mecene", metrics: metrics)
    }

    private static let description = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)

    package func router() -> Router<ConnectedContext> {
        let router = Router(context: ConnectedContext.self)
        router.add(middleware: RequestRecord(name: "mecene", metrics: metrics))
        router.addOperations(readiness: readiness, metrics: metrics)
        router.get("/openapi.yaml") { _, _ in Response.text(Self.description, type: "application/yaml") }
        router.get("/v1/ideas") { request, context in try await ideas(request, context) }
        router.post("/v1/ideas") { request, context in try await ideas(request, context) }
        router.get("/v1/keywords") { request, context in try await keywords(request, context) }
        router.post("/v1/keywords") { request, context in try await keywords(request, context) }
        return router
    }

    private func read(_ request: Request) async throws -> IdeasRequest {
        guard request.method == .post else {
            return try IdeasRequest.fromQuery(request, countLimit: configuration.countLimit)
        }
        return try await withTimeOut(configuration.limits.bodyTimeOut, .bodyTimedOut) {
            try await IdeasRequest.fromBody(
                request, bodyLimit: configuration.limits.body, countLimit: configuration.countLimit)
        }
    }

    private func ideas(_ request: Request, _ context: ConnectedContext) async throws -> Response {
        let asked = try await read(request)
        let permit = try requests.admit()
        defer { withExtendedLifetime(permit) {} }
        let inputs = try service.inputs(asked)
        guard !asked.streams else { return stream(inputs, permit, context) }
        return try .json(IdeasBody(ideas: try await make(inputs)))
    }

    private func keywords(_ request: Request, _ context: ConnectedContext) async throws -> Response {
        let asked = try await read(request)
        guard !asked.streams else {
            throw Problem(.notAcceptable, "keywords are not streamed; ask /v1/ideas")
        }
        let permit = try requests.admit()
        defer { withExtendedLifetime(permit) {} }
        let inputs = try service.inputs(asked)
        return try .json(KeywordsBody(try await make(inputs)))
    }

    private func make(_ inputs: [MeceneInput]) async throws -> [IdeaDocument] {
        try await withinLimit {
            var ideas: [IdeaDocument] = []
            for input in inputs { ideas.append(try await service.idea(input)) }
            return ideas
        }
    }

    /// Runs a request's work within its time limit. A language model may take three quarters of it, so that the
    /// composer has time to take over.
    private func withinLimit<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let limit = configuration.limits.timeOut
        return try await RunDeadline.$current.withValue(ContinuousClock.now + limit * 0.75) {
            try await withTimeOut(limit, .ideaTimedOut, body: body)
        }
    }

    /// The results of the stages as events.
    private func stream(
        _ inputs: [MeceneInput], _ permit: ConcurrencyLimit.Permit, _ context: ConnectedContext
    ) -> Response {
        let limits = configuration.limits
        return EventStream(context, timeOut: limits.timeOut + limits.writeTimeOut).response(holding: permit) { sink in
            try await withinLimit {
                for (index, input) in inputs.enumerated() {
                    let events = IdeaEvents(index: index, sink: sink)
                    events.send(try await service.idea(input) { events.send($0) })
                }
            }
            sink.send("done", value: ["count": inputs.count])
        }
    }
}
