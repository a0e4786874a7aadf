package import JSON

/// Answers a conversation, in text or in JSON of a given schema.
package protocol LanguageModel: Sendable {
    /// Vendor and model, for traces: `openai:gpt-4.1-mini`.
    var name: String { get }

    /// - Returns: the whole answer. With a schema, `text` is meant to be JSON; whether it fits is the caller's to check.
    func complete(_ request: CompletionRequest) async throws(LanguageModelError) -> Completion
}

package struct CompletionRequest: Sendable, Equatable {
    package var system: String
    /// Begins with the user and alternates.
    package var messages: [ChatMessage]
    /// Schema of the answer; nil for plain text.
    package var schema: OutputSchema?
    package var maximumTokens: Int
    /// 0…2.
    package var temperature: Double
    /// Makes answers repeatable where the server supports it.
    package var seed: Int?

    package init(
        system: String, messages: [ChatMessage], schema: OutputSchema? = nil, maximumTokens: Int = 512,
        temperature: Double = 0.7, seed: Int? = nil
    ) {
        self.system = system
        self.messages = messages
        self.schema = schema
        self.maximumTokens = maximumTokens
        self.temperature = temperature
        self.seed = seed
    }
}

package struct ChatMessage: Sendable, Equatable {
    package enum Role: String, Sendable { case user, assistant }

    package var role: Role
    package var text: String

    package init(_ role: Role, _ text: String) {
        self.role = role
        self.text = text
    }
}

package struct OutputSchema: Sendable, Equatable {
    /// Letters, digits and underscores.
    package var name: String
    package var description: String
    /// A JSON schema whose root is an object.
    package var schema: JSONValue

    package init(name: String, description: String, schema: JSONValue) {
        self.name = name
        self.description = description
        self.schema = schema
    }
}

package struct Completion: Sendable, Equatable {
    package enum Stop: Sendable, Equatable {
        case finished
        /// The answer was cut at the token limit.
        case length
        case other(String)
    }

    package var text: String
    package var model: String
    package var stop: Stop
    package var usage: TokenUsage

    package init(text: String, model: String, stop: Stop, usage: TokenUsage) {
        self.text = text
        self.model = model
        self.stop = stop
        self.usage = usage
    }
}

package struct TokenUsage: Sendable, Equatable {
    package var input: Int
    package var output: Int

    package init(input: Int = 0, output: Int = 0) {
        self.input = input
        self.output = output
    }
}
