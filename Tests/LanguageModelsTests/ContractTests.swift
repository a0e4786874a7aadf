import JSON
import LanguageModels
import LanguageModelsTestSupport
import Synchronization
import Testing

/// Both clients against real sockets: what a good server gets and gives.
@Suite struct ContractTests {
    @Test("An answer is read and counted", arguments: Vendor.allCases) func answer(vendor: Vendor) async throws {
        try await vendor.run([vendor.answer]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(answer.stop == .finished)
            let totals = client.meter.totals
            #expect(totals.answers == 1 && totals.retries == 0 && totals.failures == 0)
            #expect(totals.tokens == answer.usage && answer.usage.input > 0 && answer.usage.output > 0)
            #expect(totals.cost == (Double(answer.usage.input) * 2 + Double(answer.usage.output) * 10) / 1e6)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A request to OpenAI has the fields of its API") func openAI() async throws {
        try await Vendor.openAI.run([Vendor.openAI.answer]) { client, server in
            _ = try await client.complete(question)
            let request = try #require(server.requests.first)
            #expect(request.method == "POST" && request.path == "/v1/chat/completions")
            #expect(request.headers["authorization"] == "Bearer \(key.exposed)")
            #expect(request.headers["content-type"] == "application/json")
            #expect(
                request.body == """
                    {"max_tokens":120,"messages":[{"content":"You write ideas.","role":"system"},\
                    {"content":"corporate confidence","role":"user"}],"model":"model-1",\
                    "response_format":{"json_schema":{"name":"idea","schema":{"properties":{"idea":{"type":"string"}},\
                    "required":["idea"],"type":"object"},"strict":true},"type":"json_schema"},\
                    "seed":7,"stream":true,"stream_options":{"include_usage":true},"temperature":0.5}
                    """)
        }
    }

    @Test("A request to Anthropic has the fields of its API") func anthropic() async throws {
        try await Vendor.anthropic.run([Vendor.anthropic.answer]) { client, server in
            _ = try await client.complete(question)
            let request = try #require(server.requests.first)
            #expect(request.method == "POST" && request.path == "/v1/messages")
            #expect(request.headers["x-api-key"] == key.exposed)
            #expect(request.headers["anthropic-version"] == "2023-06-01")
            #expect(request.headers["authorization"] == nil)
            #expect(
                request.body == """
                    {"max_tokens":120,"messages":[{"content":"corporate confidence","role":"user"}],"model":"model-1",\
                    "stream":true,"system":"You write ideas.","temperature":0.5,\
                    "tool_choice":{"name":"idea","type":"tool"},\
                    "tools":[{"description":"An idea for a portrait","input_schema":\
                    {"properties":{"idea":{"type":"string"}},"required":["idea"],"type":"object"},"name":"idea"}]}
                    """)
        }
    }

    @Test("A stream is assembled", arguments: Vendor.allCases) func stream(vendor: Vendor) async throws {
        let sent = [#"{"idea":"#, #""cal"#, #"m 🎨"}"#]
        try await vendor.run([.events(vendor.stream(sent))]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm 🎨"}"#)
            #expect(answer.stop == .finished && answer.usage.input > 0 && answer.usage.output > 0)
            #expect(server.requests.first?.headers["accept"] == "text/event-stream")
        }
    }

    @Test("The case of a content type does not matter") func contentType() async throws {
        let stream = Vendor.openAI.stream([#"{"idea":"calm"}"#]).map { "\($0)\n\n" }.joined()
        let step = ScriptedAnswer.status(
            200, stream, headers: [("Content-Type", "Text/Event-Stream; charset=UTF-8")])
        try await Vendor.openAI.run([step]) { client, _ in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
        }
    }

    /// "upstream" in a gateway's words is no reason to do without.
    @Test("A server that refuses streams is asked without them", arguments: Vendor.allCases) func refusedStream(
        vendor: Vendor
    )
        async throws
    {
        let refusal = #"{"error":{"message":"Unsupported parameter: 'stream_options'"}}"#
        try await vendor.run([.status(400, refusal), vendor.answer]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(server.requests.map { $0.body.contains("stream") } == [true, false])
            #expect(server.requests.last?.headers["accept"] == "application/json")
            #expect(!client.knownFeatures(for: "another").streams)
        }
        try await vendor.run([.status(400, #"{"error":{"message":"no upstream"}}"#)]) {
            client, server in
            await #expect(throws: LanguageModelError.self) { _ = try await client.complete(question) }
            #expect(server.requests.count == 1)
        }
    }

    @Test("A server without schemas is asked for a tool") func tool() async throws {
        let refusal =
            #"{"error":{"message":"response_format of type json_schema is not supported","type":"invalid_request_error"}}"#
        let steps: [ScriptedAnswer] = [
            .status(400, refusal), .status(200, RecordedAnswers.openAITool(#"{"idea":"calm"}"#)),
        ]
        try await Vendor.openAI.run(steps) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures(for: "idea").structure == .tool)
            _ = try await client.complete(question)
            let bodies = server.requests.map(\.body)
            #expect(bodies.map { $0.contains("response_format") } == [true, false, false])
            #expect(bodies.map { $0.contains("tool_choice") } == [false, true, true])
            #expect(client.meter.totals.retries == 0)
        }
    }

    /// llama.cpp's Python server knows no `json_schema`, but takes a schema beside `json_object`.
    @Test("A server that takes json_object gets the schema beside it") func jsonObject() async throws {
        let refusal =
            #"{"error":{"message":"[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': "#
            + #"\"Input should be 'text' or 'json_object'\"}]","type":"invalid_request_error","code":null}}"#
        try await Vendor.openAI.run([.status(422, refusal), Vendor.openAI.answer]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures(for: "idea").structure == .object)
            let body = try #require(server.requests.last?.body)
            #expect(
                body.contains(
                    #""response_format":{"schema":{"properties":{"idea":{"type":"string"}},"required":["idea"],"#
                        + #""type":"object"},"type":"json_object"}"#))
            #expect(!body.contains("It must fit this JSON schema"))
            _ = try await client.complete(question)
            #expect(server.requests.count == 3 && client.meter.totals.retries == 0)
        }
    }

    /// Without any schema the object's form is told in words, which also have the word JSON that some servers insist on.
    @Test(
        "A server that takes json_object without a schema gets the schema in the prompt",
        arguments: [
            #"{"error":{"message":"Unknown parameter: 'response_format.schema'.","type":"invalid_request_error"}}"#,
            #"{"error":{"message":"'messages' must contain the word 'json' in some form, to use 'response_format' of type "#
                + #"'json_object'."}}"#,
        ]) func plainObject(second: String) async throws
    {
        let first = #"{"error":{"message":"json_schema is not available; use json_object"}}"#
        try await Vendor.openAI.run([.status(400, first), .status(400, second), Vendor.openAI.answer]) {
            client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures(for: "idea").structure == .plainObject)
            let body = try #require(server.requests.last?.body)
            #expect(body.contains(#""response_format":{"type":"json_object"}"#))
            #expect(body.contains("It must fit this JSON schema"))
        }
    }

    /// Down to the last step, whatever a server refuses, and never in a circle.
    @Test("A server that refuses every form is asked for each once") func everyForm() async throws {
        let object = #"{"error":{"message":"response_format: only json_object is supported"}}"#
        let none = #"{"error":{"message":"response_format is not supported"}}"#
        let tools = #"{"error":{"message":"tools are not supported"}}"#
        let steps: [ScriptedAnswer] = [
            .status(400, object), .status(400, object), .status(400, none), .status(400, tools), .status(400, tools),
        ]
        try await Vendor.openAI.run(steps) { client, server in
            await #expect(throws: LanguageModelError.rejected(status: 400, message: "tools are not supported")) {
                _ = try await client.complete(question)
            }
            #expect(server.requests.count == 5)
        }
    }

    @Test("A server without schemas and tools gets the schema in the prompt") func prompt() async throws {
        let steps: [ScriptedAnswer] = [
            .status(422, #"{"detail":[{"msg":"Extra inputs are not permitted","loc":["body","response_format"]}]}"#),
            .status(400, #"{"error":"tools are not supported by this model"}"#), Vendor.openAI.answer,
        ]
        try await Vendor.openAI.run(steps) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures(for: "idea").structure == .prompt)
            let last = try #require(server.requests.last)
            #expect(
                last.body.contains("It must fit this JSON schema") && !last.body.contains("tool_choice"))
        }
    }

    private func asking(for schema: String) -> CompletionRequest {
        var changed = question
        changed.schema?.name = schema
        return changed
    }

    /// One schema that a server cannot follow does not cost the others theirs.
    @Test("A refused schema does not affect other schemas") func schemas() async throws {
        let refusal = #"{"error":{"message":"Invalid schema for response_format 'idea'"}}"#
        try await Vendor.openAI.run([.status(400, refusal), Vendor.openAI.answer]) { client, server in
            _ = try await client.complete(asking(for: "idea"))
            _ = try await client.complete(asking(for: "keywords"))
            _ = try await client.complete(asking(for: "idea"))
            #expect(
                server.requests.map { $0.body.contains("json_schema") } == [true, false, true, false])
            #expect(client.knownFeatures(for: "keywords").structure == .schema)
        }
    }

    @Test("A failing server's refusal counts for one call only") func failing() async throws {
        let failure = #"{"error":{"message":"failed to parse grammar"}}"#
        try await Vendor.openAI.run([.status(500, failure), Vendor.openAI.answer]) { client, server in
            _ = try await client.complete(question)
            _ = try await client.complete(question)
            #expect(server.requests.map { $0.body.contains("json_schema") } == [true, false, true])
        }
    }

    /// A refusal that the plainer form gets too was about something else.
    @Test("Only reductions that helped are remembered") func memory() async throws {
        let odd = #"{"error":{"message":"the database schema is locked"}}"#
        let other = #"{"error":{"message":"quota exceeded"}}"#
        try await Vendor.openAI.run([.status(400, odd), .status(400, other), Vendor.openAI.answer]) {
            client, server in
            await #expect(throws: LanguageModelError.self) { _ = try await client.complete(question) }
            _ = try await client.complete(question)
            #expect(server.requests.map { $0.body.contains("json_schema") } == [true, false, true])
        }
    }

    @Test("Every reduction is reported") func reductions() async throws {
        try await ScriptedServer.run([
            .status(400, #"{"error":{"message":"no response_format"}}"#), Vendor.openAI.answer,
        ]) { server in
            let reports = Mutex<[Reduction]>([])
            var configuration = LanguageModelClient<OpenAIDialect>.Configuration()
            configuration.timeOuts = patience
            configuration.onReduction = { reduction in reports.withLock { $0.append(reduction) } }
            let client = LanguageModelClient(
                OpenAIDialect(), endpoint: try Endpoint(base: server.base, model: "m"),
                configuration: configuration)
            let answer = try? await client.complete(question)
            try await client.shutdown()
            #expect(answer != nil)
            let all = reports.withLock { $0 }
            #expect(all.map(\.schema) == ["idea"] && all.map(\.status) == [400])
            #expect(all.first?.features.structure == .tool)
        }
    }

    @Test("A newer model gets its own field for the token limit") func tokenLimit() async throws {
        let refusal = """
            {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use \
            'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens"}}
            """
        let second = #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model."}}"#
        try await Vendor.openAI.run([.status(400, refusal), .status(400, second), Vendor.openAI.answer]) {
            client, server in
            _ = try await client.complete(question)
            let body = try #require(server.requests.last?.body)
            #expect(body.contains(#""max_completion_tokens":120"#) && !body.contains("max_tokens"))
            #expect(!body.contains("temperature") && body.contains("response_format"))
        }
    }

    @Test("Anthropic without tools gets the schema in the prompt") func anthropicPrompt() async throws {
        let refusal = #"{"type":"error","error":{"type":"invalid_request_error","message":"tools: not available"}}"#
        let plain = ScriptedAnswer.status(200, RecordedAnswers.anthropicText(#"{"idea":"calm"}"#))
        try await Vendor.anthropic.run([.status(400, refusal), plain]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(server.requests.last?.body.contains("It must fit this JSON schema") == true)
        }
    }

    @Test("Extra fields reach the server") func extraFields() async throws {
        try await ScriptedServer.run([Vendor.openAI.answer]) { server in
            var configuration = LanguageModelClient<OpenAIDialect>.Configuration()
            configuration.timeOuts = patience
            let client = LanguageModelClient(
                OpenAIDialect(extraFields: ["repeat_penalty": 1.25]),
                endpoint: try Endpoint(base: server.base, model: "m"), configuration: configuration)
            // A client that is dropped without a shutdown ends the program, and with it all other tests.
            do {
                _ = try await client.complete(question)
            } catch {
                try await client.shutdown()
                throw error
            }
            try await client.shutdown()
            let request = try #require(server.requests.first)
            #expect(request.body.contains(#""repeat_penalty":1.25"#))
            #expect(request.headers["authorization"] == nil)
        }
    }
}
