import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import MeceneApp
import ServiceKit
import Testing

/// The same idea, asked for again and by several at once.
@Suite(.timeLimit(.minutes(20))) struct SharedIdeaTests {
    private static let path = "/v1/ideas?words=quiet+storm&seed=1"

    /// How many requests wait for an idea that is being made already.
    private func joined(_ service: TestService) -> Int {
        let line = service.metrics.prometheusText.split(separator: "\n").first {
            $0.hasPrefix("mecene_cache_lookups_total{outcome=\"joined\"} ")
        }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    @Test("A stream from the cache has the same values") func cachedStream() async throws {
        let service = try TestService()
        let texts = try await service.test { client async throws in
            let path = "\(Self.path)&count=2&stream=true"
            return (try await client.get(path).text, try await client.get(path).text)
        }
        func withoutNodes(_ text: String) -> [String] {
            text.split(separator: "\n\n").map(String.init).filter { !$0.hasPrefix("event: node") }
        }
        #expect(texts.0.contains("event: node") && !texts.1.contains("event: node"))
        #expect(withoutNodes(texts.0) == withoutNodes(texts.1))
        #expect(
            withoutNodes(texts.1).map { $0.split(separator: "\n")[0].dropFirst(7) }
                == [
                    "idea", "keywords", "chosen", "prompt", "result", "idea", "keywords", "chosen", "prompt",
                    "result", "done",
                ])
        #expect(service.author.ideasWritten == 2)
    }

    @Test("Concurrent requests for one idea share the work") func sharing() async throws {
        let service = try TestService(TestAuthor(.waitsForRelease))
        try await service.test { client async throws in
            try await withThrowingTaskGroup(of: String.self) { group in
                for index in 0..<8 {
                    let path = index < 4 ? Self.path : Self.path + "&stream=true"
                    group.addTask { try await client.get(path).text }
                }
                try await wait { joined(service) == 7 }
                service.author.release()
                var streams: [String] = []
                for try await text in group where text.hasPrefix("event: ") { streams.append(text) }
                #expect(streams.count == 4 && Set(streams).count == 1, "all of them get every event")
                #expect(streams.first?.hasSuffix("event: done\ndata: {\"count\":1}\n\n") == true)
            }
        }
        #expect(service.author.ideasWritten == 1)
    }

    @Test("A client that leaves does not stop the work of others") func leaving() async throws {
        let service = try TestService(TestAuthor(.waitsForRelease))
        try await service.testOnPort { port in
            let clients = try (0..<3).map { _ in try RawClient(port: port) }
            clients[0].get(Self.path + "&stream=true")
            try await wait { service.author.ideasWritten == 1 }
            clients[1].get(Self.path + "&stream=true")
            try await wait { joined(service) == 1 }
            clients[2].get(Self.path + "&stream=true")
            try await wait { joined(service) == 2 }
            // The first, whose request began the work, and one of the others.
            clients[0].leave()
            clients[1].leave()
            try await waitUntil(running: 1, port)
            #expect(service.author.ideasEnded == 0)
            service.author.release()
            #expect(try await clients[2].read(until: "event: done").contains("event: result"))
        }
        #expect(service.author.ideasWritten == 1)
    }

    @Test("The last client to leave stops the work") func lastClient() async throws {
        let service = try TestService(TestAuthor(.waits)) { $0.limits.timeOut = .milliseconds(300) }
        try await service.test { client async throws in
            async let first = client.get(Self.path).status
            async let second = client.get(Self.path).status
            #expect(try await first == .gatewayTimeout)
            #expect(try await second == .gatewayTimeout)
        }
        #expect(service.author.ideasEnded == service.author.ideasWritten)
    }
}
