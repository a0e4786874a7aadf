import AsyncHTTPClient
import Foundation
import LanguageModelsTestSupport
import MetricsTestSupport
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

/// What only the whole program shows: its settings, its log and how it ends.
@Suite(.serialized) struct ServiceProcessTests {
    private func get(_ port: Int, _ path: String) async throws -> (status: Int, text: String) {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)"), timeout: .seconds(300))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    /// A model that begins its answer and falls silent keeps the stream open until the composer takes over; the signal
    /// comes before that.
    @Test("A stream is finished after the signal to stop") func stream() async throws {
        let silent = ScriptedAnswer.stall("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")
        try await ScriptedServer.run([silent]) { model in
            let service = try ServiceProcess([
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": model.base,
                "MECENE_MODEL_ATTEMPTS": "1", "MECENE_MODEL_TIMEOUT_IDLE": "3s", "MECENE_DRAIN_TIMEOUT": "600s",
                "MECENE_LIMIT_TIMEOUT": "600s",
            ])
            let port = try await service.port()
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/ideas?words=quiet+storm&seed=4&stream=true"),
                timeout: .seconds(600))
            var text = ""
            var isSignalled = false
            for try await piece in response.body {
                text += String(buffer: piece)
                if !isSignalled, text.contains("event: node") {
                    service.terminate()
                    isSignalled = true
                }
            }
            #expect(isSignalled)
            #expect(text.contains(#""node":"composeIdea","state":"started""#), "\(text)")
            #expect(text.hasSuffix("event: done\ndata: {\"count\":1}\n\n"), "\(text)")
            #expect(await service.status() == 0)
            #expect(service.lines.last?.contains(#""message":"stopped""#) == true, "\(service.lines)")
        }
    }

    @Test("Time-outs that leave no time for the composer are reported") func timeOuts() async throws {
        let service = try ServiceProcess([
            "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_KEY": "k",
            "MECENE_MODEL_TIMEOUT_TOTAL": "2m",
        ])
        #expect(await service.status() == 78)
        #expect(
            service.lines.count == 2 && service.lines[1].contains("MECENE_LIMIT_TIMEOUT"),
            "\(service.lines)")
    }

    /// A port that another program has: one line, and the client of the model is closed properly.
    @Test("A port in use ends the service with one line") func port() async throws {
        try await ScriptedServer.run([.hang]) { other in
            let service = try ServiceProcess([
                "MECENE_HTTP_PORT": "\(other.port)", "MECENE_MODEL_PROVIDER": "openai",
                "MECENE_MODEL_NAME": "m",
                "MECENE_MODEL_URL": other.base,
            ])
            #expect(await service.status() == 70)
            #expect(service.lines.last?.hasPrefix("The service stopped: ") == true, "\(service.lines)")
        }
    }

    @Test("The signal to stop ends the service with status 0") func signal() async throws {
        let service = try ServiceProcess()
        let port = try await service.port()
        #expect(try await get(port, "/ready").status == 200)
        #expect(try await get(port, "/v1/ideas?words=quiet+storm&seed=1").status == 200)
        service.terminate()
        #expect(await service.status() == 0)
        for line in service.lines {
            #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any], "\(line)")
        }
    }

    /// Metrics come as CloudWatch takes them and as Prometheus takes them, with the same numbers.
    @Test("Metrics are written in two forms") func metrics() async throws {
        let service = try ServiceProcess([
            "MECENE_METRICS_NAMESPACE": "Narcis/Test", "MECENE_METRICS_INTERVAL": "1s",
        ])
        let port = try await service.port()
        for seed in 0..<3 { #expect(try await get(port, "/v1/ideas?words=quiet+storm&seed=\(seed)").status == 200) }
        let metrics = try PrometheusReader(try await get(port, "/metrics").text)
        #expect(metrics.value("mecene_cache_lookups_total", ["outcome": "miss"]) == 3)
        #expect(metrics.types.keys.allSatisfy { $0.hasPrefix("mecene_") && metrics.helps[$0] != nil })
        service.terminate()
        #expect(await service.status() == 0)
        let data = try service.metricLines.flatMap { try EmbeddedMetricsReader.read(String($0)) }
        #expect(data.allSatisfy { $0.namespace == "Narcis/Test" && $0.dimensions["Service"] == "mecene" })
        let misses = data.filter { $0.name == "mecene_cache_lookups_total" && $0.dimensions["outcome"] == "miss" }
        #expect(misses.flatMap(\.values).reduce(0, +) == 3)
        let times = data.filter { $0.name == "mecene_http_seconds" && $0.dimensions["route"] == "/v1/ideas" }
        #expect(times.flatMap(\.values).count == 3 && times.allSatisfy { $0.unit == "Seconds" })
    }

    @Test("A folder without WordNet is reported in one line", arguments: ["/nowhere", "/etc"])
    func noWordNet(folder: String) async throws {
        let service = try ServiceProcess(["MECENE_WORDNET": folder])
        #expect(await service.status() == 78)
        #expect(
            service.lines == [
                "The settings are wrong:",
                "- MECENE_WORDNET cannot be used: WordNet's file index.noun cannot be read; install the package "
                    + "wordnet-base, or say where it lies",
            ])
    }

    @Test("A WordNet that is cut off is reported in one line") func wordNet() async throws {
        let files = FileManager.default
        let whole = URL(fileURLWithPath: "/usr/share/wordnet", isDirectory: true)
        try await withTemporaryFolder { folder async throws in
            for name in try files.contentsOfDirectory(atPath: whole.path) where name != "data.noun" {
                try files.createSymbolicLink(
                    at: folder.appending(path: name), withDestinationURL: whole.appending(path: name))
            }
            let bytes = try Data(contentsOf: whole.appending(path: "data.noun"))
            try bytes.prefix(bytes.count / 3).write(to: folder.appending(path: "data.noun"))
            let service = try ServiceProcess(["MECENE_WORDNET": folder.path])
            #expect(await service.status() == 78)
            #expect(service.lines.count == 2)
            let line =
                "- MECENE_WORDNET cannot be used: WordNet's file data.noun is damaged or cut off; install the package"
            #expect(service.lines.last == "\(line) wordnet-base again")
        }
    }

    /// A server that throws the request and the key back at the service, in every way that an error can.
    @Test("Neither words nor keys are logged") func log() async throws {
        let key = "sk-very-secret-0123456789"
        let echo = #"{"error":{"message":"key \#(key) may not say velvet thunder"}}"#
        let steps: [ScriptedAnswer] = [
            .status(401, echo), .status(500, echo), .status(400, echo), .status(200, "velvet thunder \(key)"),
            .status(200, RecordedAnswers.openAI("velvet thunder, no JSON")),
        ]
        try await ScriptedServer.run(steps) { model in
            let service = try ServiceProcess([
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": model.base,
                "MECENE_MODEL_KEY": key, "MECENE_MODEL_ATTEMPTS": "1", "MECENE_LOG_LEVEL": "trace",
            ])
            let port = try await service.port()
            for seed in 0..<5 {
                let answer = try await get(port, "/v1/ideas?words=velvet+thunder&seed=\(seed)")
                #expect(answer.status == 200, "the composer takes over: \(answer)")
                #expect(!answer.text.contains(key))
            }
            for path in [
                "/velvet", "/v1/ideas?velvet=1", "/v1/ideas?words=naked+velvet", "/v1/ideas?words=velvet&seed=x",
            ] {
                #expect(try await get(port, path).status >= 400)
            }
            service.terminate()
            #expect(await service.status() == 0)
            let log = service.lines.joined(separator: "\n").lowercased()
            #expect(log.contains("/v1/ideas"))
            for word in ["velvet", "thunder", "naked", key] { #expect(!log.contains(word), "\(log)") }
        }
    }
}
