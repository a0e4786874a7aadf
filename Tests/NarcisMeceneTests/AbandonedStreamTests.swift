import AsyncHTTPClient
import Foundation
import LanguageModelsTestSupport
import NIOCore
import NIOHTTP1
import Testing

/// Streams whose client leaves, or whose service is stopped, in the middle. The model behind the service takes the
/// request and never answers, so that nothing ends by itself.
@Suite(.serialized, .timeLimit(.minutes(20))) struct AbandonedStreamTests {
    private func service(_ model: ScriptedServer, _ more: [String: String] = [:]) throws -> ServiceProcess {
        try ServiceProcess(
            [
                "MECENE_MODEL_PROVIDER": "openai", "MECENE_MODEL_NAME": "m", "MECENE_MODEL_URL": model.base,
                "MECENE_MODEL_ATTEMPTS": "1", "MECENE_MODEL_TIMEOUT_FIRST_BYTE": "3600s",
                "MECENE_LIMIT_TIMEOUT": "3600s",
            ].merging(more) { $1 })
    }

    /// Opens a stream, reads until a text has come, and leaves once something else has happened too.
    private func openAndLeave(
        _ port: Int, _ query: String, after text: String, when isTime: () -> Bool = { true }
    ) async throws {
        let client = HTTPClient()
        do {
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/ideas?\(query)&stream=true")
            let response = try await client.execute(request, timeout: .seconds(1200))
            #expect(response.status == .ok)
            var read = ""
            for try await piece in response.body {
                read += String(buffer: piece)
                guard read.contains(text) else { continue }
                // Leaving the loop ends the connection.
                try await wait(for: isTime)
                break
            }
            #expect(read.contains(text), "\(read)")
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func wait(for condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func metrics(_ port: Int) async throws -> String {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: "http://127.0.0.1:\(port)/metrics"), timeout: .seconds(1200))
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    private func isIdle(_ port: Int) async throws -> Bool {
        try await metrics(port).contains("mecene_running_requests 0\n")
    }

    @Test("When the client leaves, the call to the model ends and the slot is free") func leaving() async throws {
        try await ScriptedServer.run([.hang]) { model in
            // Each stream needs the place of the one before it.
            let service = try service(model, ["MECENE_LIMIT_CONCURRENCY": "1"])
            let port = try await service.port()
            for count in 1...4 {
                try await openAndLeave(port, "words=quiet+storm&seed=\(count)", after: "event: node") {
                    model.requests.count == count
                }
                try await wait { try await isIdle(port) }
                try await wait { model.endedConnections == count }
            }
            service.terminate()
            #expect(await service.status() == 0)
        }
    }

    /// The model answers for one of sixteen ideas and is silent for the second, in whose middle the client leaves.
    @Test("Clients that leave in the middle of many ideas take no slot") func manyIdeas() async throws {
        let good = [Answers.idea, Answers.keywords, Answers.choice].map {
            ScriptedAnswer.status(200, RecordedAnswers.openAI($0))
        }
        try await ScriptedServer.run(good + [.hang]) { model in
            let service = try service(model)
            let port = try await service.port()
            try await openAndLeave(
                port, "words=corporate+confidence&count=16&seed=7",
                after: "event: result\ndata: {\"index\":0,"
            ) {
                model.requests.count == 4
            }
            try await wait { try await isIdle(port) }
            try await wait { model.endedConnections == 4 }
            #expect(model.requests.count == 4)
            let metrics = try await metrics(port)
            #expect(
                metrics.contains("mecene_ideas_total{author=\"openai:m (prompts v2)\"} 1\n"), "\(metrics)")
            service.terminate()
            #expect(await service.status() == 0)
            #expect(!service.lines.contains { $0.contains(#""level":"error""#) }, "\(service.lines)")
        }
    }

    @Test("When the time to drain is over, the stream and the call to the model end") func drain() async throws {
        try await ScriptedServer.run([.hang]) { model in
            let service = try service(model, ["MECENE_DRAIN_TIMEOUT": "1s"])
            let port = try await service.port()
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/ideas?words=quiet+storm&seed=1&stream=true"),
                timeout: .seconds(1200))
            try await wait { model.requests.count == 1 }
            service.terminate()
            // The end comes as an event or as the end of the connection, but no idea comes with it.
            let text = try? await String(buffer: response.body.collect(upTo: 1 << 20))
            #expect(text?.contains("event: done") != true)
            #expect(await service.status() == 0)
            try await wait { model.endedConnections == 1 }
            #expect(service.lines.last?.contains(#""message":"stopped""#) == true, "\(service.lines)")
        }
    }
}
