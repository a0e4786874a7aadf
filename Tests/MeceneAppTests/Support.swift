import HTTPService
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import Logging
import Mecene
import MeceneApp
import ServiceKit
import ServiceLifecycle
import Support
import Synchronization
import WordSafety
import Workflow

struct MissingDictionary: DiscreetError {
    let logReason = "the dictionary at /private/path is missing"
}

/// Writes ideas that differ by seed, and counts them. It may be told to wait or to fail.
final class TestAuthor: MeceneAuthor {
    enum Mode: Sendable { case writes, waits, waitsForRelease, writesOnce, fails, rejects }

    let name: String
    private let mode: Mode
    private let count = Mutex(0)
    private let ended = Mutex(0)
    private let isReleased = Mutex(false)

    init(_ mode: Mode = .writes, name: String = "test-1") {
        self.mode = mode
        self.name = name
    }

    /// Those that were begun.
    var ideasWritten: Int { count.withLock { $0 } }

    /// Those that were given or given up.
    var ideasEnded: Int { ended.withLock { $0 } }

    func release() { isReleased.withLock { $0 = true } }

    func generateIdea(_ input: MeceneInput, _ context: NodeContext) async throws -> Idea {
        let number = count.withLock { count in
            count += 1
            return count
        }
        defer { ended.withLock { $0 += 1 } }
        switch mode {
        case .writes: break
        case .waitsForRelease:
            while !isReleased.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        case .writesOnce: if number > 1 { try await ContinuousClock().sleep(for: .seconds(3600)) }
        case .waits: try await ContinuousClock().sleep(for: .seconds(3600))
        case .rejects: throw RejectedAnswer(problems: ["the answer says “\(input.words)”"])
        case .fails: throw MissingDictionary()
        }
        let sentence = "The sitter number \(input.seed) stands in calm light near a tall window today."
        return Idea(text: Array(repeating: sentence, count: 4).joined(separator: " "))
    }

    func generateMetaKeywords(
        _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> MetaKeywords {
        MetaKeywords(
            Dictionary(
                uniqueKeysWithValues: KeywordCategory.allCases.map {
                    ($0, ["\($0.rawValue) one", "\($0.rawValue) two"])
                }))
    }

    func chooseKeywords(
        _ meta: MetaKeywords, _ idea: Idea, _ input: MeceneInput, _ context: NodeContext
    ) async throws -> ChosenKeywords {
        ChosenKeywords(words: Array(meta.all.prefix(ChosenKeywords.count)))
    }
}

final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }

    var logger: Logger {
        Logger(label: "test") { _ in JSONLogHandler(label: "test", level: .debug, sink: self.append) }
    }
}

struct TestService {
    let author: TestAuthor
    let routes: MeceneRoutes
    let readiness = Readiness()
    let metrics = MetricsBackend()
    let logs = LogLines()
    let configuration: MeceneConfiguration

    init(_ author: TestAuthor = TestAuthor(), _ change: (inout MeceneConfiguration) -> Void = { _ in }) throws {
        var configuration = MeceneConfiguration()
        configuration.server.port = 0
        change(&configuration)
        self.author = author
        self.configuration = configuration
        let workflow = try MeceneWorkflow(author: author, safety: SafetyRules(), retry: .never)
        routes = MeceneRoutes(
            service: IdeaService(
                workflow: workflow, version: author.name, cacheSize: configuration.cacheSize, metrics: metrics),
            readiness: readiness, metrics: metrics, configuration: configuration)
    }

    func application(onListening: @escaping @Sendable (Int) -> Void = { _ in }) -> some ApplicationProtocol {
        configuration.server.application(routes.router(), logger: logs.logger, onListening: onListening)
    }

    func test<Value: Sendable>(
        _ setup: TestingSetup = .router, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await application().test(setup, body)
    }

    /// Over a real socket, with more patience than the framework has: the machine may be busy with everything else.
    func testOverSocket(_ body: @escaping @Sendable (TestClient) async throws -> Void) async throws {
        try await testOnPort { port in
            try await TestClient.withClient(
                host: "127.0.0.1", port: port, configuration: .init(timeout: .seconds(600)), operation: body)
        }
    }

    func testOnPort(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let ports = AsyncStream<Int>.makeStream()
        let application = application { ports.continuation.yield($0) }
        let group = ServiceGroup(services: [application], logger: logs.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.stream.makeAsyncIterator()
            if let port = await iterator.next() { try await body(port) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

func wait(for condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(10)) }
}

/// Waits until the service has so many running requests, without the one that asks.
func waitUntil(running count: Int, _ port: Int) async throws {
    while true {
        let client = try RawClient(port: port)
        client.get("/metrics")
        let head = try await client.read(until: "\nmecene_running_requests ")
        client.leave()
        if head.contains("\nmecene_running_requests \(count)\n") { return }
        try await Task.sleep(for: .milliseconds(20))
    }
}

extension TestClientProtocol {
    func get(_ uri: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: uri, method: .get, headers: headers)
    }

    func post(
        _ uri: String, _ body: String, headers: HTTPFields = [.contentType: "application/json"]
    ) async throws -> TestResponse {
        try await execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

extension TestClient.Response {
    var text: String { body.map { String(buffer: $0) } ?? "" }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
