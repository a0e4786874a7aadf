package import JSON

/// Chat completions as OpenAI defined them and as llama.cpp, vLLM, Ollama and many others offer them.
package struct OpenAIDialect: Dialect {
    package let vendor = "openai"
    package let address = "https://api.openai.com/v1"
    package let path = "/chat/completions"
    package let structure = Features.Structure.schema
    /// Fields that only some servers know, such as llama.cpp's `repeat_penalty`.
    package var extraFields: [String: JSONValue]

    package init(extraFields: [String: JSONValue] = [:]) {
        self.extraFields = extraFields
    }

    package func headers(key: Secret?) -> [(name: String, value: String)] {
        key.map { [("authorization", "Bearer \($0.exposed)")] } ?? []
    }

    package func body(
        _ request: CompletionRequest, model: String, streams: Bool, features: Features
    ) -> JSONValue {
        var messages: [JSONValue] = [["role": "system", "content": .string(request.systemText(features))]]
        messages += request.messages.map { ["role": .string($0.role.rawValue), "content": .string($0.text)] }
        var fields = extraFields
        fields["model"] = .string(model)
        fields["messages"] = .array(messages)
        fields[features.usesNewTokenLimit ? "max_completion_tokens" : "max_tokens"] = .integer(request.maximumTokens)
        if features.sendsSampling {
            fields["temperature"] = .number(request.temperature)
            if let seed = request.seed { fields["seed"] = .integer(seed) }
        }
        if streams {
            fields["stream"] = true
            fields["stream_options"] = ["include_usage": true]
        }
        if let schema = request.schema { fields.merge(shape(schema, features.structure)) { _, new in new } }
        return .object(fields)
    }

    private func shape(_ schema: OutputSchema, _ structure: Features.Structure) -> [String: JSONValue] {
        switch structure {
        case .prompt: [:]
        case .schema:
            [
                "response_format": [
                    "type": "json_schema",
                    "json_schema": ["name": .string(schema.name), "strict": true, "schema": schema.schema],
                ]
            ]
        case .object: ["response_format": ["type": "json_object", "schema": schema.schema]]
        case .plainObject: ["response_format": ["type": "json_object"]]
        case .tool:
            [
                "tools": [
                    [
                        "type": "function",
                        "function": [
                            "name": .string(schema.name), "description": .string(schema.description),
                            "parameters": schema.schema,
                        ],
                    ]
                ],
                "tool_choice": ["type": "function", "function": ["name": .string(schema.name)]],
            ]
        }
    }

    package func completion(_ body: [UInt8], features: Features) throws(LanguageModelError) -> Completion {
        let answer = try Wire.decode(OpenAIWire.Answer.self, body)
        if let error = answer.error { throw error.asError }
        guard let choice = answer.choices?.first else { throw .badResponse("there is no choice in it") }
        if let refusal = choice.message?.refusal, !refusal.isEmpty {
            throw .refused(refusal)
        }
        let called = choice.message?.toolCalls?.first?.function?.arguments
        guard let text = called ?? choice.message?.content else { throw .badResponse("the choice has no content") }
        return Completion(
            text: text, model: answer.model ?? "", stop: try OpenAIWire.stop(choice.finishReason),
            usage: answer.usage?.tokens ?? TokenUsage())
    }

    package func reader(features: Features) -> OpenAIReader { OpenAIReader() }

    package func reduced(_ features: Features, status: Int, message: String) -> Features? {
        guard [400, 404, 415, 422, 500, 501].contains(status) else { return nil }
        let message = message.lowercased()
        func names(_ words: String...) -> Bool { words.contains { message.contains($0) } }
        var next = features
        if !features.usesNewTokenLimit, names("max_completion_tokens") {
            next.usesNewTokenLimit = true
        } else if features.sendsSampling, status != 500, names("temperature", "'seed'", "\"seed\"") {
            next.sendsSampling = false
        } else if features.streams, status < 500, message.speaksOfStreaming {
            next.streams = false
        } else if features.structure == .schema,
            names("response_format", "json_schema", "schema", "grammar")
        {
            next.structure = names("json_object") ? .object : .tool
        } else if features.structure == .object, names("response_format", "json", "schema", "grammar") {
            // Some servers accept `json_object` but no schema beside it; others want the word "JSON" in the prompt.
            next.structure = .plainObject
        } else if features.structure == .plainObject, names("response_format", "json_object") {
            next.structure = .tool
        } else if features.structure == .tool, names("tool", "function", "schema", "grammar") {
            next.structure = .prompt
        } else {
            return nil
        }
        return next
    }
}
