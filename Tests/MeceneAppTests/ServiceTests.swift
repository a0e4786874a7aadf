import Configuration
import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mecene
import MeceneApp
import ServiceKit
import ServiceLifecycle
import Synchronization
import Testing

@Suite struct ServiceTests {
    @Test("Health and readiness differ") func health() async throws {
        let service = try TestService()
        try await service.test { client async throws in
            #expect(try await client.get("/health").status == .ok)
            #expect(try await client.get("/ready").status == .serviceUnavailable)
            service.readiness.set(true)
            #expect(try await client.get("/ready").status == .ok)
        }
    }

    @Test("Requests are counted and logged without their words") func logging() async throws {
        let service = try TestService()
        let metrics = try await service.test { client async throws in
            _ = try await client.get("/v1/ideas?words=velvet&seed=1")
            _ = try await client.get("/nowhere/velvet")
            return try await client.get("/metrics").text
        }
        #expect(metrics.contains("mecene_http_requests_total{method=\"GET\",route=\"/v1/ideas\",status=\"200\"} 1\n"))
        #expect(metrics.contains("route=\"NotFound\",status=\"404\"} 1\n"))
        #expect(metrics.contains("mecene_http_seconds_count{route=\"/v1/ideas\"} 1\n"))
        #expect(metrics.contains("mecene_ideas_total{author=\"test-1\"} 1\n"))
        let lines = service.logs.all
        #expect(lines.contains { $0.contains("\"message\":\"request\"") && $0.contains("\"status\":200") })
        #expect(!lines.contains { $0.contains("velvet") })
    }

    @Test("The description of the API is served") func description() async throws {
        try await TestService().test { client async throws in
            let answer = try await client.get("/openapi.yaml")
            #expect(answer.text.hasPrefix("openapi: 3.1.0"))
            for path in ["/v1/ideas", "/v1/keywords", "/health", "/ready", "/metrics"] {
                #expect(answer.text.contains("  \(path):\n"))
            }
        }
    }

    @Test("Settings are read and all mistakes reported together") func settings() {
        func read(_ values: [String: String]) -> (MeceneConfiguration, [String]) {
            let provider = EnvironmentVariablesProvider(environmentVariables: values)
            let reader = SettingsReader(ConfigReader(provider: provider))
            return (MeceneConfiguration(reader), reader.problems)
        }
        let (configuration, none) = read([
            "MECENE_HTTP_PORT": "9000", "MECENE_LIMIT_TIMEOUT": "5s", "MECENE_CACHE_SIZE": "9",
        ])
        #expect(none.isEmpty)
        #expect(configuration.server.port == 9000 && configuration.limits.timeOut == .seconds(5))
        #expect(configuration.cacheSize == 9)
        let (_, problems) = read([
            "MECENE_HTTP_PORT": "99999", "MECENE_LIMIT_COUNT": "many", "MECENE_CACHE_SIZE": "-1",
        ])
        #expect(problems.count == 3)
    }

    @Test("Ideas and streams arrive over real sockets") func sockets() async throws {
        let service = try TestService()
        try await service.testOverSocket { client async throws in
            #expect(try await client.get("/v1/ideas?words=quiet&seed=1").status == .ok)
            let stream = try await client.post(
                "/v1/ideas", headers: [.contentType: "application/json"],
                body: ByteBuffer(string: #"{"words":"quiet","seed":2,"stream":true}"#))
            #expect(stream.text.hasSuffix("event: done\ndata: {\"count\":1}\n\n"))
            #expect(try await client.get("/health").text == "ok\n")
        }
    }

    /// A running request is answered after the signal to stop, and then the service ends by itself.
    @Test("A graceful stop lets running requests finish") func gracefulStop() async throws {
        let service = try TestService(TestAuthor(.waits)) { $0.limits.timeOut = .seconds(2) }
        let ports = AsyncStream<Int>.makeStream()
        let application = service.application { ports.continuation.yield($0) }
        let readiness = ReadinessService(service.readiness, logger: service.logs.logger) {}
        let group = ServiceGroup(services: [application, readiness], logger: service.logs.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.stream.makeAsyncIterator()
            let port = try #require(await iterator.next())
            while !service.readiness.isReady { await Task.yield() }
            try await TestClient.withClient(
                host: "127.0.0.1", port: port, configuration: .init(timeout: .seconds(600))
            ) { client async throws in
                async let answer = client.get("/v1/ideas?words=quiet")
                while service.author.ideasWritten == 0 { await Task.yield() }
                await group.triggerGracefulShutdown()
                // The author never ends, so the answer is that the time is over; but it is an answer.
                #expect(try await answer.status == .gatewayTimeout)
            }
            try await tasks.waitForAll()
        }
        #expect(!service.readiness.isReady)
    }
}
