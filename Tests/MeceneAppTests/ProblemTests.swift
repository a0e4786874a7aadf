import Foundation
import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import MeceneApp
import Testing

@Suite struct ProblemTests {
    @Test(
        "A refusal says why",
        arguments: [
            (#"{"words":"barack obama"}"#, 422, "persons-name"), (#"{"words":"nude portrait"}"#, 422, "sexual-content"),
            (#"{"words":"little girl"}"#, 422, "minor"),
        ]) func refusals(body: String, status: Int, kind: String) async throws
    {
        try await TestService().test { client async throws in
            let answer = try await client.post("/v1/ideas", body)
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.text.contains("\"refusal\":\"\(kind)\""), "\(answer.text)")
            #expect(answer.text.contains("\"detail\":\"“"))
        }
    }

    @Test(
        "A problem of a body names the field",
        arguments: [
            ("", "body"), ("[]", "body"), ("{", "body"), ("{}", "words"), (#"{"words":5}"#, "words"),
            (#"{"words":null}"#, "words"),
            (#"{"words":""}"#, "words"), (#"{"words":"   "}"#, "words"), (#"{"words":"a b c d e f g h i"}"#, "words"),
            (#"{"words":"a\u0000b"}"#, "words"), (#"{"words":"quiet","count":0}"#, "count"),
            (#"{"words":"quiet","count":17}"#, "count"), (#"{"words":"quiet","count":"two"}"#, "count"),
            (#"{"words":"quiet","seed":-1}"#, "seed"), (#"{"words":"quiet","seeds":1}"#, "seeds"),
            (#"{"words":"quiet","seed":4294967296}"#, "seed"), (#"{"words":"quiet","stream":"yes"}"#, "stream"),
        ]) func bodies(body: String, field: String) async throws
    {
        let service = try TestService()
        try await service.test { client async throws in
            let answer = try await client.post("/v1/ideas", body)
            #expect(answer.status == .badRequest)
            #expect(answer.text.contains("\"field\":\"\(field)\""), "\(answer.text)")
        }
        #expect(service.author.ideasWritten == 0)
    }

    @Test(
        "A problem of a query names the field",
        arguments: [
            ("", "words"), ("?words=", "words"), ("?words=quiet&count=x", "count"), ("?words=quiet&seed=-1", "seed"),
            ("?words=quiet&seed=4294967296", "seed"), ("?words=quiet&sed=1", "sed"),
            ("?words=quiet&stream=perhaps", "stream"),
            ("?words=\(String(repeating: "a", count: 161))", "words"),
        ]) func queries(query: String, field: String) async throws
    {
        try await TestService().test { client async throws in
            let answer = try await client.get("/v1/ideas\(query)")
            #expect(answer.status == .badRequest)
            #expect(answer.text.contains("\"field\":\"\(field)\""), "\(answer.text)")
        }
    }

    /// Like those of pictures: programs that read JSON into floating-point numbers change what is above 2⁵³.
    @Test("A seed is below 2^32", arguments: ["4294967296", "18446744073709551615"])
    func seed(seed: String) async throws {
        let sentence = "seed is \(seed); it must be 0 to 4294967295"
        try await TestService().test { client async throws in
            for path in ["/v1/ideas", "/v1/keywords"] {
                for answer in [
                    try await client.get("\(path)?words=quiet&seed=\(seed)"),
                    try await client.post(path, #"{"words":"quiet","seed":\#(seed)}"#),
                ] {
                    #expect(answer.status == .badRequest)
                    #expect(answer.text.contains(sentence), "\(answer.text)")
                }
            }
        }
    }

    @Test("A large body is not read") func largeBody() async throws {
        try await TestService { $0.limits.body = 100 }.test { client async throws in
            let answer = try await client.post("/v1/ideas", #"{"words":"\#(String(repeating: "a", count: 200))"}"#)
            #expect(answer.status == .contentTooLarge)
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("A body must be JSON") func contentType() async throws {
        try await TestService().test { client async throws in
            let answer = try await client.post("/v1/ideas", "words=quiet", headers: [.contentType: "text/plain"])
            #expect(answer.status == .unsupportedMediaType)
        }
    }

    @Test("An unknown path is a problem") func paths() async throws {
        try await TestService().test { client async throws in
            let answer = try await client.get("/v2/ideas")
            #expect(answer.status == .notFound)
            #expect(answer.text.hasPrefix("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404"))
        }
    }

    @Test("Internal failures are logged and not shown") func internalFailures() async throws {
        let service = try TestService(TestAuthor(.fails))
        try await service.test { client async throws in
            let answer = try await client.get(
                "/v1/ideas?words=quiet", headers: [HTTPField.Name("X-Request-ID")!: "call-7"])
            #expect(answer.status == .internalServerError)
            #expect(!answer.text.contains("/private/path"))
            #expect(answer.text.contains("\"request\":\"call-7\""))
        }
        #expect(
            service.logs.all.contains { $0.contains("/private/path") && $0.contains("\"hb.request.id\":\"call-7\"") })
    }

    @Test("A request that takes too long is ended") func timeOut() async throws {
        try await TestService(TestAuthor(.waits)) { $0.limits.timeOut = .milliseconds(50) }.test {
            client async throws in
            #expect(try await client.get("/v1/ideas?words=quiet").status == .gatewayTimeout)
            let stream = try await client.get("/v1/ideas?words=quiet&stream=true").text
            #expect(stream.contains("event: problem\n") && stream.contains("\"status\":504"))
        }
    }

    /// A body that does not come holds no place, and is not waited for long.
    @Test("A slow body takes no slot") func slowBodies() async throws {
        let service = try TestService {
            $0.limits.concurrency = 1
            $0.limits.bodyTimeOut = .seconds(2)
        }
        try await service.testOnPort { port in
            let slow = try (0..<4).map { _ in try RawClient(port: port) }
            for client in slow {
                client.send(
                    "POST /v1/ideas HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"
                )
            }
            let quick = try RawClient(port: port)
            quick.get("/v1/ideas?words=quiet&seed=1")
            #expect(try await quick.read(until: "\r\n").hasPrefix("HTTP/1.1 200 "))
            for client in slow {
                #expect(
                    try await client.read(until: "\r\n").hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    @Test("Requests above the limit are refused") func admission() async throws {
        let service = try TestService(TestAuthor(.waitsForRelease)) { $0.limits.concurrency = 1 }
        try await service.test { client async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let running = try await client.get("/v1/ideas?words=quiet")
                    #expect(running.status == .ok)
                }
                while service.author.ideasWritten == 0 { await Task.yield() }
                let answer = try await client.get("/v1/ideas?words=quiet")
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.headers[.retryAfter] == "1")
                #expect(try await client.get("/health").status == .ok)
                service.author.release()
                try await group.waitForAll()
            }
            // The place is free again.
            #expect(try await client.get("/v1/ideas?words=quiet").status == .ok)
        }
    }
}
