import LanguageModels
import LanguageModelsTestSupport
import Testing

/// Both clients against servers that do everything wrong.
@Suite struct MisbehaviourTests {
    private func failure(
        _ vendor: Vendor, _ steps: [ScriptedAnswer], timeOuts: TimeOuts = patience, attempts: Int = 1,
        sizeLimit: Int = 1 << 20
    ) async throws -> LanguageModelError {
        try await vendor.run(steps, timeOuts: timeOuts, attempts: attempts, sizeLimit: sizeLimit) { client, _ in
            let error = await #expect(throws: LanguageModelError.self) {
                _ = try await client.complete(question)
            }
            #expect(client.meter.totals.failures == 1)
            return try #require(error)
        }
    }

    @Test("A 429 is retried after the pause that it asks for", arguments: Vendor.allCases) func retryAfter(
        vendor: Vendor
    ) async throws {
        let pauses = PauseRecorder()
        let busy = ScriptedAnswer.status(429, "{}", headers: [("retry-after", "7")])
        try await vendor.run([busy, busy, vendor.answer], pauses: pauses) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(pauses.all == [.seconds(7), .seconds(7)])
            #expect(client.meter.totals.retries == 2 && server.requests.count == 3)
        }
    }

    @Test("A 429 that asks for too long a pause is not retried", arguments: Vendor.allCases) func longRetryAfter(
        vendor: Vendor
    ) async throws {
        let busy = ScriptedAnswer.status(429, "{}", headers: [("retry-after", "3600")])
        let error = try await failure(vendor, [busy], attempts: 3)
        #expect(error == .overloaded(status: 429, retryAfter: .seconds(3600)))
    }

    @Test("A failing server is asked again", arguments: Vendor.allCases, [500, 502, 503, 529]) func failing(
        vendor: Vendor, status: Int
    ) async throws {
        let pauses = PauseRecorder()
        let bad = ScriptedAnswer.status(status, #"{"error":{"type":"overloaded_error","message":"Overloaded"}}"#)
        try await vendor.run([bad, vendor.answer], pauses: pauses) { client, server in
            _ = try await client.complete(question)
            #expect(pauses.all == [.milliseconds(250)])
            #expect(server.requests.count == 2)
        }
        let error = try await failure(vendor, [bad], attempts: 2)
        #expect(status == 500 || status == 502 ? error.label == "server" : error.label == "overloaded")
    }

    @Test("A wrong key is reported and not shown", arguments: Vendor.allCases) func wrongKey(vendor: Vendor)
        async throws
    {
        let body = #"{"error":{"message":"Incorrect API key provided: \#(key.exposed)."}}"#
        let error = try await failure(vendor, [.status(401, body)], attempts: 3)
        #expect(error == .rejected(status: 401, message: "Incorrect API key provided: «secret»."))
        #expect(!"\(error)".contains(key.exposed) && "\(error)".contains("Check the configured key"))
    }

    /// A key in the place where an error's words are cut.
    @Test("A key that the message cuts is not shown", arguments: Vendor.allCases, [0, 100, 185, 190, 199]) func cutKey(
        vendor: Vendor, offset: Int
    ) async throws {
        let body =
            #"{"error":{"message":"\#(String(repeating: "x", count: offset)) \#(key.exposed) is wrong"}}"#
        for status in [400, 401, 500] {
            let error = try await failure(vendor, [.status(status, body)])
            for length in 5...key.exposed.count {
                #expect(!"\(error)".contains(key.exposed.prefix(length)), "\(error)")
            }
            #expect("\(error)".count < 350)
        }
    }

    @Test("A redirect is not followed", arguments: Vendor.allCases) func redirect(vendor: Vendor) async throws {
        try await ScriptedServer.run([vendor.answer]) { other in
            let step = ScriptedAnswer.status(307, "", headers: [("location", other.base)])
            let error = try await failure(vendor, [step], attempts: 3)
            #expect(error == .redirected(status: 307))
            #expect(other.requests.isEmpty)
        }
    }

    @Test("Invalid JSON is reported", arguments: Vendor.allCases, ["", "not json", "[1,2", "<html></html>", "null"])
    func invalidJSON(
        vendor: Vendor, body: String
    ) async throws {
        #expect(try await failure(vendor, [.status(200, body)]).label == "bad_response")
        try await vendor.run([.status(200, body), vendor.answer]) { client, _ in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
        }
    }

    @Test(
        "JSON of another shape is reported", arguments: Vendor.allCases,
        [
            "{}", #"{"choices":[],"content":null}"#, #"{"choices":"none","content":"none"}"#,
            #"{"choices":[{"message":{}}],"content":[{"text":"no type"}]}"#,
            #"{"choices":[{"message":{"content":7}}],"content":[7]}"#,
        ]) func wrongShape(vendor: Vendor, body: String) async throws
    {
        #expect(try await failure(vendor, [.status(200, body)]).label == "bad_response")
    }

    @Test("A huge body is not read", arguments: Vendor.allCases) func hugeBody(vendor: Vendor) async throws {
        let body = String(repeating: "a", count: 300_000)
        let error = try await failure(vendor, [.status(200, body)], attempts: 3, sizeLimit: 100_000)
        #expect(error == .tooLarge(limit: 100_000))
        let endless = ScriptedAnswer.bytes("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n" + body)
        #expect(try await failure(vendor, [endless], sizeLimit: 100_000) == .tooLarge(limit: 100_000))
    }

    @Test("An answer that is not HTTP is reported", arguments: Vendor.allCases) func notHTTP(vendor: Vendor)
        async throws
    {
        let error = try await failure(vendor, [.bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n")])
        #expect(["bad_response", "cut_off", "unreachable"].contains(error.label), "\(error)")
    }

    @Test("A refused connection is reported", arguments: Vendor.allCases) func refusedConnection(vendor: Vendor)
        async throws
    {
        let client = try vendor.client(
            base: "http://127.0.0.1:\(try await ScriptedServer.closedPort())/v1", attempts: 1)
        let error = await #expect(throws: LanguageModelError.self) { _ = try await client.complete(question) }
        #expect(error?.label == "unreachable", "\(String(describing: error))")
        try await client.shutdown()
    }

    @Test("A silent server times out", arguments: Vendor.allCases) func silent(vendor: Vendor) async throws {
        var timeOuts = patience
        timeOuts.firstByte = .milliseconds(100)
        #expect(try await failure(vendor, [.hang], timeOuts: timeOuts) == .timedOut(.firstByte))
        timeOuts = patience
        timeOuts.idle = .milliseconds(100)
        let half = ScriptedAnswer.stall("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")
        #expect(try await failure(vendor, [half], timeOuts: timeOuts) == .timedOut(.idle))
        timeOuts = patience
        timeOuts.total = .milliseconds(100)
        #expect(try await failure(vendor, [half], timeOuts: timeOuts, attempts: 3) == .timedOut(.total))
    }

    @Test("A slow server is asked again", arguments: Vendor.allCases) func slow(vendor: Vendor) async throws {
        var timeOuts = patience
        timeOuts.firstByte = .milliseconds(300)
        try await vendor.run([.hang, vendor.answer], timeOuts: timeOuts, attempts: 20) { client, _ in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.meter.totals.retries >= 1)
        }
    }

    @Test("A stream that is cut off is not an answer", arguments: Vendor.allCases) func cutOff(vendor: Vendor)
        async throws
    {
        // Every piece, and not the end of the answer.
        let stream = vendor.stream([#"{"idea":"#, #""calm"}"#])
        let events = Array(stream.prefix(through: try #require(stream.firstIndex { $0.contains("calm") })))
        #expect(try await failure(vendor, [.cutEvents(events)]) == .cutOff)
        #expect(try await failure(vendor, [.events(events)]) == .cutOff)
    }

    @Test("A stream that is cut off is begun again", arguments: Vendor.allCases) func cutOffRetry(vendor: Vendor)
        async throws
    {
        let events = vendor.stream([#"{"idea":"#, #""calm"}"#])
        try await vendor.run([.cutEvents(Array(events.prefix(4))), .events(events)]) { client, _ in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.meter.totals.retries == 1)
        }
    }

    @Test("A stream that falls silent times out", arguments: Vendor.allCases) func silentStream(vendor: Vendor)
        async throws
    {
        var timeOuts = patience
        timeOuts.idle = .milliseconds(100)
        let step = ScriptedAnswer.stalledEvents(Array(vendor.stream(["a", "b"]).prefix(4)))
        #expect(try await failure(vendor, [step], timeOuts: timeOuts) == .timedOut(.idle))
    }

    @Test("Nonsense in a stream is reported", arguments: Vendor.allCases) func nonsense(vendor: Vendor) async throws {
        let events = Array(vendor.stream(["a"]).prefix(2)) + ["data: {nonsense"]
        #expect(try await failure(vendor, [.events(events)]).label == "bad_response")
    }

    @Test("Errors in a stream are understood") func streamErrors() async throws {
        let anthropic =
            #"event: error\#ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
        #expect(
            try await failure(.anthropic, [.events([anthropic])])
                == .overloaded(status: 529, retryAfter: nil))
        let openAI = #"data: {"error":{"message":"The server had an error","type":"server_error"}}"#
        #expect(
            try await failure(.openAI, [.events([openAI])])
                == .serverFailed(status: 200, message: "The server had an error"))
    }

    @Test("A model that declines is not asked again") func declines() async throws {
        let openAI = #"{"choices":[{"message":{"content":null,"refusal":"I can't help."},"finish_reason":"stop"}]}"#
        #expect(try await failure(.openAI, [.status(200, openAI)], attempts: 3) == .refused("I can't help."))
        let anthropic = #"{"content":[],"stop_reason":"refusal"}"#
        #expect(try await failure(.anthropic, [.status(200, anthropic)], attempts: 3).label == "refused")
    }

    @Test("A cancelled task stops", arguments: Vendor.allCases) func cancellation(vendor: Vendor) async throws {
        try await vendor.run([.hang]) { client, server in
            let task = Task { try await client.complete(question) }
            while server.requests.isEmpty { await Task.yield() }
            task.cancel()
            await #expect(throws: LanguageModelError.cancelled) { _ = try await task.value }
            #expect(client.meter.totals.failures == 0)
        }
    }
}
