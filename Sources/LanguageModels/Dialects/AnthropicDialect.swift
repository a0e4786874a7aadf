package import JSON

/// Anthropic's Messages API. A structured answer comes as the input of the one tool that the model must use.
package struct AnthropicDialect: Dialect {
    package let vendor = "anthropic"
    package let address = "https://api.anthropic.com/v1"
    package let path = "/messages"
    package let structure = Features.Structure.tool
    package static let version = "2023-06-01"

    package init() {}

    package func headers(key: Secret?) -> [(name: String, value: String)] {
        [("anthropic-version", Self.version)] + (key.map { [("x-api-key", $0.exposed)] } ?? [])
    }

    package func body(
        _ request: CompletionRequest, model: String, streams: Bool, features: Features
    ) -> JSONValue {
        var fields: [String: JSONValue] = [
            "model": .string(model),
            "max_tokens": .integer(request.maximumTokens),
            "system": .string(request.systemText(features)),
            "messages": .array(
                request.messages.map { ["role": .string($0.role.rawValue), "content": .string($0.text)] }),
        ]
        if features.sendsSampling { fields["temperature"] = .number(min(request.temperature, 1)) }
        if streams { fields["stream"] = true }
        if let schema = request.schema, features.structure != .prompt {
            fields["tools"] = [
                [
                    "name": .string(schema.name), "description": .string(schema.description),
                    "input_schema": schema.schema,
                ]
            ]
            fields["tool_choice"] = ["type": "tool", "name": .string(schema.name)]
        }
        return .object(fields)
    }

    package func completion(_ body: [UInt8], features: Features) throws(LanguageModelError) -> Completion {
        let answer = try Wire.decode(AnthropicWire.Message.self, body)
        if let error = answer.error { throw error.asError }
        guard let content = answer.content else { throw .badResponse("the field content is missing") }
        let text: String
        if let input = content.first(where: { $0.type == "tool_use" })?.input {
            guard let json = try? JSONText.text(of: input) else { throw .badResponse("the tool's input is not JSON") }
            text = json
        } else {
            text = content.compactMap(\.text).joined()
        }
        return Completion(
            text: text, model: answer.model ?? "", stop: try AnthropicWire.stop(answer.stopReason),
            usage: TokenUsage(input: answer.usage?.input ?? 0, output: answer.usage?.output ?? 0))
    }

    package func reader(features: Features) -> AnthropicReader { AnthropicReader() }

    package func reduced(_ features: Features, status: Int, message: String) -> Features? {
        guard status == 400 || status == 422 else { return nil }
        let message = message.lowercased()
        var next = features
        if features.structure != .prompt, message.contains("tool") || message.contains("schema") {
            next.structure = .prompt
        } else if features.sendsSampling, message.contains("temperature") {
            next.sendsSampling = false
        } else if features.streams, message.speaksOfStreaming {
            next.streams = false
        } else {
            return nil
        }
        return next
    }
}
