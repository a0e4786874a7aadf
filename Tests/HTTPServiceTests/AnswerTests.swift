import Configuration
import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MetricsTestSupport
import ServiceKit
import Testing

@Suite struct AnswerTests {
    private static let identifier = HTTPField.Name("X-Request-ID")!

    @Test("Whether the process answers and whether it is ready are two questions") func readiness() async throws {
        let service = TestService()
        try await service.test { client async throws in
            #expect(try await client.get("/health").text == "ok\n")
            let answer = try await client.get("/ready")
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "1")
            service.readiness.set(true)
            #expect(try await client.get("/ready").text == "ready\n")
        }
    }

    @Test("Every answer has an identifier, the caller's own where it is harmless") func identifiers() async throws {
        let name = Self.identifier
        try await TestService().test { client async throws in
            #expect(try await client.get("/health", headers: [name: "abc-1.2_3"]).headers[name] == "abc-1.2_3")
            for wrong in ["has space", "quote\"", String(repeating: "a", count: 65)] {
                let given = try await client.get("/health", headers: [name: wrong]).headers[name]
                #expect(given != nil && given != wrong)
            }
        }
    }

    @Test(
        "Errors are problems; only those of the service are logged as errors",
        arguments: [
            ("/color", 400, #""detail":"there is no such color","request":"call-7","field":"color"}"#, false),
            ("/conflict", 409, #""detail":"conflict","request":"call-7"}"#, false),
            ("/nowhere/velvet", 404, #"{"type":"about:blank","title":"Not Found","status":404"#, false),
            ("/cancelled", 503, #""detail":"the service is stopping; try again","request":"call-7"}"#, false),
            ("/broken", 500, #""detail":"something went wrong here","request":"call-7"}"#, true),
        ]) func problems(path: String, status: Int, text: String, isLogged: Bool) async throws
    {
        let service = TestService()
        let name = Self.identifier
        try await service.test { client async throws in
            let answer = try await client.get(path, headers: [name: "call-7"])
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.text.lowercased().contains(text.lowercased()), "\(answer.text)")
            #expect(!answer.text.contains("/private/path") && !answer.text.contains("quotes"))
        }
        let errors = service.logs.all.filter { $0.contains(#""level":"error""#) }
        #expect(errors.count == (isLogged ? 1 : 0))
        if isLogged { #expect(errors[0].contains("/private/path") && errors[0].contains("call-7")) }
        #expect(!service.logs.all.contains { $0.contains("velvet") })
    }

    @Test("Requests are counted by method, route and status, and logged once") func record() async throws {
        let service = TestService()
        let text = try await service.test { client async throws in
            #expect(try await client.get("/json").text == #"{"a":"1","b":"/"}"#)
            for method in [HTTPRequest.Method.init("BREW")!, .init("QUERY")!] {
                _ = try await client.execute(uri: "/nowhere/\(method)", method: method)
            }
            return try await client.get("/metrics").text
        }
        let metrics = try PrometheusReader(text)
        let labels = ["method": "GET", "route": "/json", "status": "200"]
        #expect(metrics.value("test_http_requests_total", labels) == 1)
        #expect(
            metrics.value("test_http_requests_total", ["method": "other", "route": "NotFound", "status": "404"]) == 2)
        #expect(metrics.value("test_http_seconds_count", ["route": "/json"]) == 1)
        #expect(metrics.helps["test_http_seconds"] == "Time to the head of the answer.")
        #expect(metrics.value("test_running_requests") == 0)
        let lines = service.logs.all.filter { $0.contains(#""message":"request""#) }
        #expect(lines.filter { $0.contains(#""route":"/json""#) && $0.contains(#""level":"info""#) }.count == 1)
        #expect(lines.filter { $0.contains(#""route":"/metrics""#) && $0.contains(#""level":"debug""#) }.count == 1)
    }

    @Test("Settings have the service's own prefix") func settings() {
        func read(_ values: [String: String]) -> (HTTPServerConfiguration, RequestLimits, [String]) {
            let reader = SettingsReader(
                ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: values)))
            return (
                HTTPServerConfiguration(reader, prefix: "web"), RequestLimits(reader, prefix: "web"), reader.problems
            )
        }
        let (server, limits, none) = read([
            "WEB_HTTP_HOST": "0.0.0.0", "WEB_HTTP_PORT": "9000", "WEB_HTTP_CONNECTIONS": "5",
            "WEB_HTTP_IDLE_TIMEOUT": "2m", "WEB_LIMIT_BODY": "64", "WEB_LIMIT_CONCURRENCY": "3",
            "WEB_LIMIT_TIMEOUT": "5s", "MECENE_HTTP_PORT": "1",
        ])
        #expect(none.isEmpty)
        #expect(server.host == "0.0.0.0" && server.port == 9000 && server.connections == 5)
        #expect(server.idleTimeOut == .seconds(120))
        #expect(limits.body == 64 && limits.concurrency == 3 && limits.timeOut == .seconds(5))
        let wrong = read(["WEB_HTTP_PORT": "99999", "WEB_LIMIT_BODY": "1", "WEB_LIMIT_TIMEOUT": "1"])
        #expect(wrong.2.count == 3)
    }
}
