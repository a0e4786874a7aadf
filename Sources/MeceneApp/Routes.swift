import HTTPTypes
package import Hummingbird
import Logging
import Mecene
import NIOCore
package import ServiceKit
import Workflow

/// The routes of the service.
package struct MeceneRoutes: Sendable {
    package let desk: IdeaDesk
    package let readiness: Readiness
    package let metrics: MetricsRegistry
    private let configuration: ServiceConfiguration
    private let gate: AdmissionGate
    /// Brings counters up to date that are kept elsewhere.
    private let refresh: @Sendable (MetricsRegistry) -> Void

    package init(
        desk: IdeaDesk, readiness: Readiness, metrics: MetricsRegistry, configuration: ServiceConfiguration,
        refresh: @escaping @Sendable (MetricsRegistry) -> Void = { _ in }
    ) {
        self.desk = desk
        self.readiness = readiness
        self.metrics = metrics
        self.configuration = configuration
        self.refresh = refresh
        self.gate = AdmissionGate(limit: configuration.concurrency)
    }

    package func router() -> Router<ConnectedContext> {
        let router = Router(context: ConnectedContext.self)
        router.add(middleware: RequestRecord(metrics: metrics))
        router.get("/health") { _, _ in text("ok\n") }
        router.get("/ready") { _, _ in
            guard readiness.isReady else { throw Problem(.serviceUnavailable, "not ready", retryAfter: 1) }
            return text("ready\n")
        }
        router.get("/metrics") { _, _ in
            metrics.set("mecene_running_requests", "Requests being carried out.", to: Double(gate.count))
            refresh(metrics)
            return text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/openapi.yaml") { _, _ in text(OpenAPI.document, type: "application/yaml") }
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
        return try await withTimeOut(configuration.bodyTimeOut, .bodyTimedOut) {
            try await IdeasRequest.fromBody(
                request, bodyLimit: configuration.bodyLimit, countLimit: configuration.countLimit)
        }
    }

    private func ideas(_ request: Request, _ context: ConnectedContext) async throws -> Response {
        let asked = try await read(request)
        let ticket = try gate.enter()
        defer { withExtendedLifetime(ticket) {} }
        let inputs = try desk.inputs(asked)
        guard !asked.streams else { return stream(inputs, ticket, context) }
        return json(IdeasBody(ideas: try await make(inputs)))
    }

    private func keywords(_ request: Request, _ context: ConnectedContext) async throws -> Response {
        let asked = try await read(request)
        guard !asked.streams else {
            throw Problem(.notAcceptable, "keywords are not streamed; ask /v1/ideas")
        }
        let ticket = try gate.enter()
        defer { withExtendedLifetime(ticket) {} }
        let inputs = try desk.inputs(asked)
        return json(KeywordsBody(try await make(inputs)))
    }

    private func make(_ inputs: [MeceneInput]) async throws -> [IdeaBody] {
        try await withinLimit {
            var ideas: [IdeaBody] = []
            for input in inputs { ideas.append(try await desk.idea(input)) }
            return ideas
        }
    }

    /// A request's work, within its time. A quarter of that is left for doing without the language model.
    private func withinLimit<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let limit = configuration.requestTimeOut
        return try await RunDeadline.$current.withValue(ContinuousClock.now + limit * 0.75) {
            try await withTimeOut(limit, body: body)
        }
    }

    /// Node results as they come. The head has gone out when something fails, so the failure is an event. When the
    /// client leaves, the work for it stops at once, also where the next event would be long in coming. A client that
    /// takes nothing any more is left when its time is over, because a write to it would wait for ever.
    private func stream(
        _ inputs: [MeceneInput], _ ticket: AdmissionGate.Ticket, _ context: ConnectedContext
    ) -> Response {
        let (events, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(ticket) {} }
            let client = try await ClientWatch.of(context.channel)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await produce(inputs, context, continuation) }
                if let client {
                    group.addTask {
                        await client.waitUntilLeft()
                        continuation.finish()
                    }
                }
                group.addTask {
                    try await ContinuousClock().sleep(
                        for: configuration.requestTimeOut + configuration.writeTimeOut)
                    context.channel.close(promise: nil)
                }
                for await event in events { try await writer.write(event) }
                group.cancelAll()
            }
            if client?.hasLeft == true { throw CancellationError() }
            try await writer.finish(nil)
        }
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        return Response(status: .ok, headers: headers, body: body)
    }

    private func produce(
        _ inputs: [MeceneInput], _ context: ConnectedContext, _ events: AsyncStream<ByteBuffer>.Continuation
    ) async {
        do {
            try await withinLimit {
                for (index, input) in inputs.enumerated() {
                    let idea = try await desk.idea(input) { event in
                        if let event = EventStream.event(event, index: index) { events.yield(event) }
                    }
                    events.yield(EventStream.result(idea, index: index))
                }
            }
            events.yield(EventStream.event("done", "{\"count\":\(inputs.count)}"))
        } catch {
            let problem = Problem(any: error)
            if problem.isNoteworthy {
                context.logger.error("stream failed", metadata: ["reason": .string(LogReason.of(error))])
            }
            events.yield(EventStream.event("problem", problem.json(request: context.id)))
        }
        events.finish()
    }

    private func json(_ value: some Encodable) -> Response {
        text(EventStream.json(value), type: "application/json", cache: "no-store")
    }

    private func text(_ text: String, type: String = "text/plain; charset=utf-8", cache: String = "no-store")
        -> Response
    {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: cache],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
