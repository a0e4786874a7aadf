import JSON

/// The parts of Anthropic's messages and stream events that are read.
enum AnthropicWire {
    struct Message: Decodable {
        var model: String?
        var content: [Block]?
        var stopReason: String?
        var usage: Usage?
        var error: Failure?

        enum CodingKeys: String, CodingKey {
            case model, content, usage, error
            case stopReason = "stop_reason"
        }
    }

    struct Block: Decodable {
        var type: String
        var text: String?
        var input: JSONValue?
    }

    struct Usage: Decodable {
        var input: Int?
        var output: Int?

        enum CodingKeys: String, CodingKey {
            case input = "input_tokens"
            case output = "output_tokens"
        }
    }

    struct Event: Decodable {
        var type: String
        var message: Message?
        var delta: Delta?
        var usage: Usage?
        var error: Failure?
    }

    struct Delta: Decodable {
        var text: String?
        var partialJSON: String?
        var stopReason: String?

        enum CodingKeys: String, CodingKey {
            case text
            case partialJSON = "partial_json"
            case stopReason = "stop_reason"
        }
    }

    struct Failure: Decodable {
        var type: String?
        var message: String?

        /// Errors in the middle of a stream carry a type instead of a status.
        var asError: LanguageModelError {
            let words = message ?? type ?? "an error without words"
            return switch type {
            case "overloaded_error": .overloaded(status: 529, retryAfter: nil)
            case "rate_limit_error": .overloaded(status: 429, retryAfter: nil)
            case "invalid_request_error": .rejected(status: 400, message: words)
            case "authentication_error": .rejected(status: 401, message: words)
            case "permission_error": .rejected(status: 403, message: words)
            default: .serverFailed(status: 500, message: words)
            }
        }
    }

    static func stop(_ reason: String?) throws(LanguageModelError) -> Completion.Stop {
        switch reason {
        case "end_turn", "tool_use", "stop_sequence", nil: .finished
        case "max_tokens": .length
        case "refusal": throw .refused("the model's own safety rules stopped it")
        case let other?: .other(other)
        }
    }
}

/// Assembles a streamed message. Other events, such as `ping`, are ignored.
package struct AnthropicReader: CompletionReader {
    private var text = ""
    private var model = ""
    private var reason: String?
    private var usage = TokenUsage()
    private var isDone = false

    package mutating func read(_ event: ServerSentEvent) throws(LanguageModelError) {
        let event = try Wire.decode(AnthropicWire.Event.self, Array(event.data.utf8))
        switch event.type {
        case "error":
            throw event.error?.asError ?? .badResponse("an error event has no error")
        case "message_start":
            model = event.message?.model ?? model
            usage.input = event.message?.usage?.input ?? usage.input
        case "content_block_delta":
            text += event.delta?.partialJSON ?? event.delta?.text ?? ""
        case "message_delta":
            reason = event.delta?.stopReason ?? reason
            usage.output = event.usage?.output ?? usage.output
        case "message_stop": isDone = true
        default: break
        }
    }

    package func finish() throws(LanguageModelError) -> Completion {
        guard isDone else { throw .cutOff }
        return Completion(text: text, model: model, stop: try AnthropicWire.stop(reason), usage: usage)
    }
}
