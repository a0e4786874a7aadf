import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import ServiceLifecycle
import Testing

/// Streams that end well, fail, or whose client leaves or takes nothing any more.
@Suite(.timeLimit(.minutes(20))) struct EventStreamTests {
    @Test("A stream brings its events and ends") func whole() async throws {
        let service = TestService()
        try await service.test { client async throws in
            let answer = try await client.get("/stream/short")
            #expect(answer.headers[.contentType] == "text/event-stream")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.text == "event: first\ndata: {}\n\nevent: done\ndata: {}\n\n")
        }
        #expect(service.running == 0)
    }

    @Test("A failure is the last event and a line in the log") func failure() async throws {
        let service = TestService()
        try await service.test { client async throws in
            let text = try await client.get("/stream/fails").text
            #expect(text.hasPrefix("event: first\ndata: {}\n\nevent: problem\ndata: {\"type\":\"about:blank\""))
            #expect(text.contains("\"status\":500") && !text.contains("/private/path") && text.hasSuffix("}\n\n"))
        }
        #expect(service.logs.all.contains { $0.contains("stream failed") && $0.contains("/private/path") })
    }

    @Test("A value that cannot be encoded ends the stream as a failure does") func unencodable() async throws {
        let service = TestService()
        try await service.test { client async throws in
            let text = try await client.get("/stream/unencodable").text
            #expect(text.hasPrefix("event: first\ndata: {}\n\nevent: problem\ndata: {") && text.hasSuffix("}\n\n"))
            #expect(!text.contains("number") && !text.contains("done"))
        }
        #expect(service.logs.all.contains { $0.contains("stream failed") })
    }

    @Test("The work of a client that leaves stops at once", arguments: [true, false]) func leaving(
        endsBothSides: Bool
    ) async throws {
        let service = TestService { $0.concurrency = 8 }
        try await service.testOnPort { port, _ in
            let clients = try (0..<8).map { _ in try RawClient(port: port) }
            clients.forEach { $0.get("/stream/waits") }
            try await wait { service.beginnings == 8 }
            #expect(service.running == 8)
            clients.forEach { if endsBothSides { $0.leave() } else { $0.endSending() } }
            try await wait { service.ends == 8 && service.running == 0 }
        }
    }

    @Test("A reader that takes nothing loses its place when the time is over, and events do not pile up")
    func floods() async throws {
        let service = TestService {
            $0.concurrency = 1
            $0.timeOut = .milliseconds(400)
            $0.writeTimeOut = .milliseconds(100)
        }
        try await service.testOnPort { port, _ in
            let client = try RawClient(port: port, receiveBuffer: 2048, segment: 536)
            client.get("/stream/floods")
            try await wait { service.ends == 1 }
            try await wait { service.running == 0 }
            let read = try await client.read(until: "event: done")
            #expect(!read.contains("event: done") && !read.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("A stream that a signal interrupts is finished") func drain() async throws {
        let service = TestService()
        try await service.testOnPort { port, group in
            let client = try RawClient(port: port)
            client.get("/stream/waits")
            try await wait { service.beginnings == 1 }
            await group.triggerGracefulShutdown()
            try await wait { !service.readiness.isReady }
            service.release()
            #expect(try await client.read(until: "event: done").contains("event: done"))
        }
    }
}
