import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

enum Wire {
    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(LanguageModelError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch DecodingError.dataCorrupted {
            throw .badResponse("it is not JSON")
        } catch let DecodingError.keyNotFound(key, _) {
            throw .badResponse("the field \(key.stringValue) is missing")
        } catch let DecodingError.typeMismatch(_, context) {
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            throw .badResponse("the field \(path.joined(separator: ".")) has the wrong type")
        } catch {
            throw .badResponse("it has the wrong shape")
        }
    }

    /// The message of an error in either vendor's form, else the whole text.
    static func message(_ bytes: [UInt8]) -> String {
        if let body = try? JSONParser.parse(bytes, limits: .configuration) {
            let found = body["error"]?["message"]?.text ?? body["error"]?.text ?? body["message"]?.text
            if let found { return found }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The parts of OpenAI's chat completions that are read.
enum OpenAIWire {
    struct Answer: Decodable {
        var model: String?
        var choices: [Choice]?
        var usage: Usage?
        var error: Failure?
    }

    struct Choice: Decodable {
        var message: Message?
        var delta: Message?
        var finishReason: String?

        enum CodingKeys: String, CodingKey {
            case message, delta
            case finishReason = "finish_reason"
        }
    }

    struct Message: Decodable {
        var content: String?
        var refusal: String?
        var toolCalls: [ToolCall]?

        enum CodingKeys: String, CodingKey {
            case content, refusal
            case toolCalls = "tool_calls"
        }
    }

    struct ToolCall: Decodable {
        struct Function: Decodable { var arguments: String? }
        var function: Function?
    }

    struct Usage: Decodable {
        var promptTokens: Int?
        var completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }

        var tokens: TokenUsage { TokenUsage(input: promptTokens ?? 0, output: completionTokens ?? 0) }
    }

    struct Failure: Decodable {
        var message: String?

        var asError: LanguageModelError {
            .serverFailed(status: 200, message: message ?? "an error without words")
        }
    }

    static func stop(_ reason: String?) throws(LanguageModelError) -> Completion.Stop {
        switch reason {
        case "stop", "tool_calls", "function_call", nil: .finished
        case "length": .length
        case "content_filter": throw .refused("the server's content filter stopped it")
        case let other?: .other(other)
        }
    }
}

/// Assembles a streamed chat completion.
package struct OpenAIReader: CompletionReader {
    private var text = ""
    private var refusal = ""
    private var model = ""
    private var reason: String?
    private var usage = TokenUsage()
    private var isDone = false

    package mutating func read(_ event: ServerSentEvent) throws(LanguageModelError) {
        guard !isDone else { return }
        if event.data == "[DONE]" {
            isDone = true
            return
        }
        let answer = try Wire.decode(OpenAIWire.Answer.self, Array(event.data.utf8))
        if let error = answer.error { throw error.asError }
        model = answer.model ?? model
        usage = answer.usage?.tokens ?? usage
        guard let choice = answer.choices?.first else { return }
        reason = choice.finishReason ?? reason
        refusal += choice.delta?.refusal ?? ""
        text += choice.delta?.toolCalls?.first?.function?.arguments ?? choice.delta?.content ?? ""
    }

    package func finish() throws(LanguageModelError) -> Completion {
        guard isDone || reason != nil else { throw .cutOff }
        guard refusal.isEmpty else { throw .refused(refusal) }
        return Completion(text: text, model: model, stop: try OpenAIWire.stop(reason), usage: usage)
    }
}
