import Logging
import Metrics
import MetricsTestSupport
import ServiceKit
import ServiceLifecycle
import Synchronization
import Testing

/// The start that all services share, without the process around it.
@Suite(.timeLimit(.minutes(20))) struct ServiceMainTests {
    private final class Events: Sendable {
        private let events = Mutex<[String]>([])
        var all: [String] { events.withLock { $0 } }
        func append(_ event: String) { events.withLock { $0.append(event) } }
    }

    private struct Part: Service {
        let name: String
        let events: Events
        var failure: SettingsProblems?

        func run() async throws {
            if let failure { throw failure }
            events.append("\(name) runs")
            try? await gracefulShutdown()
            events.append("\(name) stops")
        }
    }

    private struct Example: ServiceDefinition {
        enum Kind: String, CaseIterable { case works, ends, failsToStart, failsToRun }

        static let name = "example"
        static let secrets: Set<String> = ["EXAMPLE_KEY"]
        let kind: Kind
        let events = Events()

        init(_ settings: SettingsReader) throws {
            kind = settings.choice("example.kind", default: .works)
            _ = settings.integer("example.size", in: 1...9, default: 1)
            _ = settings.secret("example.key")
        }

        init(_ kind: Kind) { self.kind = kind }

        func services(_ start: ServiceStart) async throws -> [any Service] {
            for name in ["pool", "client"] {
                start.atEnd {
                    events.append("\(name) closed")
                    throw SettingsProblems(["not quite"])
                }
            }
            if kind == .failsToStart { throw SettingsProblems(["later"]) }
            Counter(label: "example_total", factory: start.metrics).increment()
            let failure = kind == .failsToRun ? SettingsProblems(["later"]) : nil
            return [Part(name: "server", events: events, failure: failure), Part(name: "worker", events: events)]
        }
    }

    @Test("Mistakes in settings of the service and of its start are told together, unknown names too") func mistakes() {
        let environment = [
            "EXAMPLE_SIZE": "10", "EXAMPLE_LOG_LEVEL": "loud", "EXAMPLE_DRAIN_TIMEOUT": "5",
            "EXAMPLE_METRICS_NAMESPACE": "AWS/ECS", "EXAMPLE_METRICS_INTERVAL": "1ms", "EXAMPLE_SIEZ": "1",
            "EXAMPLE_KEY": "s3cret", "EXAMPLE_KEY_FILE": "/nowhere", "EXAMPLES": "are another program's",
            "PATH": "/bin",
        ]
        let error = #expect(throws: SettingsProblems.self) { try ServiceMain.read(Example.self, environment) }
        let names = error?.problems.map { $0.prefix { $0 != " " } }
        #expect(
            names == [
                "EXAMPLE_SIZE", "EXAMPLE_KEY", "EXAMPLE_LOG_LEVEL", "EXAMPLE_DRAIN_TIMEOUT",
                "EXAMPLE_METRICS_NAMESPACE", "EXAMPLE_METRICS_INTERVAL", "EXAMPLE_SIEZ",
            ], "\(String(describing: error))")
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test("Settings are read") func settings() throws {
        let (service, settings) = try ServiceMain.read(
            Example.self,
            [
                "EXAMPLE_KIND": "ends", "EXAMPLE_LOG_LEVEL": "debug", "EXAMPLE_DRAIN_TIMEOUT": "3s",
                "EXAMPLE_METRICS_NAMESPACE": "Narcis/Example", "EXAMPLE_METRICS_INTERVAL": "5s",
            ])
        #expect(service.kind == .ends)
        #expect(settings.logLevel == .debug && settings.drainTimeOut == .seconds(3))
        #expect(settings.metricsNamespace == "Narcis/Example" && settings.metricsInterval == .seconds(5))
        #expect(try ServiceMain.read(Example.self, [:]).1 == ServiceSettings())
    }

    private func run(_ kind: Example.Kind, signal: Bool = false) async throws -> (events: [String], metrics: String) {
        let service = Example(kind)
        let metrics = MetricsBackend()
        let start = ServiceStart(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, metrics: metrics)
        let task = Task { try await ServiceMain.run(service, ServiceSettings(), start) }
        if signal {
            while service.events.all.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
        }
        let result = await task.result
        if !signal { #expect(throws: SettingsProblems.self) { try result.get() } }
        return (service.events.all, metrics.prometheusText)
    }

    @Test("What was made last is closed first, after everything has stopped") func closing() async throws {
        let (events, metrics) = try await run(.works, signal: true)
        #expect(Set(events.prefix(2)) == ["server runs", "worker runs"])
        #expect(events.suffix(2) == ["client closed", "pool closed"] && events.count == 6)
        #expect(try PrometheusReader(metrics).value("example_total") == 1)
    }

    @Test("A failure closes everything and is told", arguments: [Example.Kind.failsToStart, .failsToRun])
    private func failures(kind: Example.Kind) async throws {
        let events = try await run(kind).events
        #expect(events.suffix(2) == ["client closed", "pool closed"])
    }
}
