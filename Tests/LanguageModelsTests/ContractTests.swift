import LanguageModels
import LanguageModelsTestSupport
import Testing

/// Both clients against real sockets: what a good server gets and gives.
@Suite struct ContractTests {
    @Test(arguments: Vendor.allCases) func anAnswerIsReadAndCounted(vendor: Vendor) async throws {
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

    @Test func openAIGetsWhatItsInterfaceAsksFor() async throws {
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
                    "seed":7,"temperature":0.5}
                    """)
        }
    }

    @Test func anthropicGetsWhatItsInterfaceAsksFor() async throws {
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
                    "system":"You write ideas.","temperature":0.5,\
                    "tool_choice":{"name":"idea","type":"tool"},\
                    "tools":[{"description":"An idea for a portrait","input_schema":\
                    {"properties":{"idea":{"type":"string"}},"required":["idea"],"type":"object"},"name":"idea"}]}
                    """)
        }
    }

    @Test(arguments: Vendor.allCases) func aStreamArrivesInPieces(vendor: Vendor) async throws {
        let sent = [#"{"idea":"#, #""cal"#, #"m 🎨"}"#]
        try await vendor.run([.events(vendor.stream(sent))]) { client, server in
            let pieces = Pieces()
            let answer = try await client.complete(question) { pieces.append($0) }
            #expect(pieces.all == sent)
            #expect(answer.text == #"{"idea":"calm 🎨"}"#)
            #expect(answer.stop == .finished && answer.usage.input > 0 && answer.usage.output > 0)
            #expect(server.requests.first?.body.contains(#""stream":true"#) == true)
        }
    }

    @Test(arguments: Vendor.allCases) func aServerThatDoesNotStreamIsUnderstood(vendor: Vendor) async throws {
        try await vendor.run([vendor.answer]) { client, _ in
            let answer = try await client.complete(question) { _ in }
            #expect(answer.text == #"{"idea":"calm"}"#)
        }
    }

    @Test func aServerWithoutSchemasIsAskedForATool() async throws {
        let refusal =
            #"{"error":{"message":"response_format of type json_schema is not supported","type":"invalid_request_error"}}"#
        let steps: [ScriptedAnswer] = [
            .status(400, refusal), .status(200, RecordedAnswers.openAITool(#"{"idea":"calm"}"#)),
        ]
        try await Vendor.openAI.run(steps) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures.structure == .tool)
            _ = try await client.complete(question)
            let bodies = server.requests.map(\.body)
            #expect(bodies.map { $0.contains("response_format") } == [true, false, false])
            #expect(bodies.map { $0.contains("tool_choice") } == [false, true, true])
            #expect(client.meter.totals.retries == 0)
        }
    }

    /// llama.cpp's Python server knows no `json_schema`, but takes a schema beside `json_object`.
    @Test func aServerThatNamesJSONObjectGetsTheSchemaBesideIt() async throws {
        let refusal =
            #"{"error":{"message":"[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': "#
            + #"\"Input should be 'text' or 'json_object'\"}]","type":"invalid_request_error","code":null}}"#
        try await Vendor.openAI.run([.status(422, refusal), Vendor.openAI.answer]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures.structure == .object)
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
    @Test(arguments: [
        #"{"error":{"message":"Unknown parameter: 'response_format.schema'.","type":"invalid_request_error"}}"#,
        #"{"error":{"message":"'messages' must contain the word 'json' in some form, to use 'response_format' of type "#
            + #"'json_object'."}}"#,
    ]) func aServerWithoutAnySchemaGetsItInWords(second: String) async throws {
        let first = #"{"error":{"message":"json_schema is not available; use json_object"}}"#
        try await Vendor.openAI.run([.status(400, first), .status(400, second), Vendor.openAI.answer]) {
            client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures.structure == .plainObject)
            let body = try #require(server.requests.last?.body)
            #expect(body.contains(#""response_format":{"type":"json_object"}"#))
            #expect(body.contains("It must fit this JSON schema"))
        }
    }

    /// Down to the last step, whatever a server refuses, and never in a circle.
    @Test func aServerThatRefusesEveryFormIsAskedForEachOnce() async throws {
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

    @Test func aServerWithoutSchemasAndToolsIsAskedInWords() async throws {
        let steps: [ScriptedAnswer] = [
            .status(422, #"{"detail":[{"msg":"Extra inputs are not permitted","loc":["body","response_format"]}]}"#),
            .status(400, #"{"error":"tools are not supported by this model"}"#), Vendor.openAI.answer,
        ]
        try await Vendor.openAI.run(steps) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(client.knownFeatures.structure == .prompt)
            let last = try #require(server.requests.last)
            #expect(last.body.contains("It must fit this JSON schema") && !last.body.contains("tool_choice"))
        }
    }

    @Test func aNewerModelGetsItsOwnTokenLimit() async throws {
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

    @Test func anthropicWithoutToolsIsAskedInWords() async throws {
        let refusal = #"{"type":"error","error":{"type":"invalid_request_error","message":"tools: not available"}}"#
        let plain = ScriptedAnswer.status(200, RecordedAnswers.anthropicText(#"{"idea":"calm"}"#))
        try await Vendor.anthropic.run([.status(400, refusal), plain]) { client, server in
            let answer = try await client.complete(question)
            #expect(answer.text == #"{"idea":"calm"}"#)
            #expect(server.requests.last?.body.contains("It must fit this JSON schema") == true)
        }
    }

    @Test func extraFieldsReachTheServer() async throws {
        try await ScriptedServer.run([Vendor.openAI.answer]) { server in
            let client = LanguageModelClient(
                OpenAIDialect(extraFields: ["repeat_penalty": 1.25]),
                endpoint: try Endpoint(base: server.base, model: "m"))
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
