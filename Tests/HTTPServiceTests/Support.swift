import HTTPService
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import Logging
import ServiceKit
import ServiceLifecycle
import Support
import Synchronization

struct BrokenDisk: DiscreetError {
    let logReason = "the disk at /private/path is broken"
}

struct WrongColor: ProblemConvertible {
    var problem: Problem { .invalid("there is no such color", field: "color") }
}

final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        Logger(label: "test") { _ in
            JSONLogHandler(label: "test", level: .debug) { line in self.lines.withLock { $0.append(line) } }
        }
    }
}

/// A service that does nothing but what a test says, on everything that services share.
final class TestService: Sendable {
    let readiness = Readiness()
    let metrics = MetricsBackend()
    let logs = LogLines()
    let limits: RequestLimits
    private let requests: ConcurrencyLimit
    private let begun = Mutex(0)
    private let ended = Mutex(0)
    private let isReleased = Mutex(false)

    init(_ change: (inout RequestLimits) -> Void = { _ in }) {
        var limits = RequestLimits()
        change(&limits)
        self.limits = limits
        requests = ConcurrencyLimit(requests: limits.concurrency, name: "test", metrics: metrics)
    }

    var beginnings: Int { begun.withLock { $0 } }
    var ends: Int { ended.withLock { $0 } }

    func release() { isReleased.withLock { $0 = true } }

    /// Goes on until it is released or cancelled.
    private func work() async throws {
        begun.withLock { $0 += 1 }
        defer { ended.withLock { $0 += 1 } }
        while !isReleased.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    func router() -> Router<ConnectedContext> {
        let router = Router(context: ConnectedContext.self)
        router.add(middleware: RequestRecord(name: "test", metrics: metrics))
        router.addOperations(readiness: readiness, metrics: metrics)
        router.get("/json") { _, _ in try Response.json(["b": "/", "a": "1"]) }
        router.get("/broken") { _, _ -> Response in throw BrokenDisk() }
        router.get("/color") { _, _ -> Response in throw WrongColor() }
        router.get("/cancelled") { _, _ -> Response in throw CancellationError() }
        router.get("/conflict") { _, _ -> Response in throw HTTPError(.conflict, message: "quotes the request") }
        router.get("/work") { _, _ in
            let permit = try self.requests.admit()
            defer { withExtendedLifetime(permit) {} }
            try await withTimeOut(self.limits.timeOut) { try await self.work() }
            return Response.text("done\n")
        }
        router.post("/body") { request, _ in
            let body = try await withTimeOut(self.limits.bodyTimeOut, .bodyTimedOut) {
                try await request.body.collect(upTo: self.limits.body)
            }
            let permit = try self.requests.admit()
            defer { withExtendedLifetime(permit) {} }
            return Response.text(String(buffer: body))
        }
        router.get("/stream/:kind") { _, context in
            let kind = try context.parameters.require("kind")
            let permit = try self.requests.admit()
            let limits = self.limits
            return EventStream(context, timeOut: limits.timeOut + limits.writeTimeOut, waitingLimit: 100).response(
                holding: permit
            ) { try await self.stream(kind, $0) }
        }
        return router
    }

    private func stream(_ kind: String, _ sink: EventStream.Sink) async throws {
        sink.send("first", "{}")
        switch kind {
        case "waits": try await work()
        case "fails": throw BrokenDisk()
        case "unencodable": sink.send("number", value: Double.nan)
        case "floods":
            begun.withLock { $0 += 1 }
            for _ in 0..<100_000 { sink.send("piece", String(repeating: "x", count: 1000)) }
            ended.withLock { $0 += 1 }
        default: break
        }
        sink.send("done", "{}")
    }

    func test<Value: Sendable>(
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await HTTPServerConfiguration().application(router(), logger: logs.logger).test(.router, body)
    }

    /// Over a real socket, as a group that is stopped by a signal: `body` may stop it earlier.
    func testOnPort(_ body: @escaping @Sendable (Int, ServiceGroup) async throws -> Void) async throws {
        var configuration = HTTPServerConfiguration()
        configuration.port = 0
        let ports = AsyncStream<Int>.makeStream()
        let server = configuration.application(router(), logger: logs.logger) { ports.continuation.yield($0) }
        let group = ServiceGroup(
            services: [server, ReadinessService(readiness, logger: logs.logger)], logger: logs.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.stream.makeAsyncIterator()
            if let port = await iterator.next() {
                try await wait { self.readiness.isReady }
                try await body(port, group)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    var running: Int? {
        metrics.prometheusText.split(separator: "\n").first { $0.hasPrefix("test_running_requests ") }
            .flatMap { Int($0.dropFirst("test_running_requests ".count)) }
    }
}

func wait(for condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(10)) }
}

extension TestClientProtocol {
    func get(_ uri: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: uri, method: .get, headers: headers)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
