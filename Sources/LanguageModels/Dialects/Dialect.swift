package import JSON

/// A server's API as pure functions: how requests are written and answers are read.
package protocol Dialect: Sendable {
    associatedtype Reader: CompletionReader

    /// For names and metrics.
    var vendor: String { get }
    /// The vendor's own endpoint, up to and with the version.
    var address: String { get }
    /// Below the endpoint's base address.
    var path: String { get }
    /// The strictest form of a structured answer that the API has; a client begins with it.
    var structure: Features.Structure { get }

    func headers(key: Secret?) -> [(name: String, value: String)]

    func body(_ request: CompletionRequest, model: String, streams: Bool, features: Features) -> JSONValue

    func completion(_ body: [UInt8], features: Features) throws(LanguageModelError) -> Completion

    /// Reads one streamed answer.
    func reader(features: Features) -> Reader

    /// The features to try after the server refused a request with this message; nil when the message is about
    /// something else.
    func reduced(_ features: Features, status: Int, message: String) -> Features?
}

/// Assembles a streamed answer.
package protocol CompletionReader: Sendable {
    mutating func read(_ event: ServerSentEvent) throws(LanguageModelError)

    /// - Throws: `cutOff` when the stream ended before the answer did.
    func finish() throws(LanguageModelError) -> Completion
}

/// The features of an API to use. A client begins with all of them and drops those that the server refuses.
package struct Features: Sendable, Equatable {
    /// From the strictest to the plainest.
    package enum Structure: String, Sendable, Equatable, CaseIterable, Comparable {
        /// `response_format` with a JSON schema.
        case schema
        /// `response_format` of the type `json_object` with the schema beside it, as llama.cpp's servers take it.
        case object
        /// `response_format` of the type `json_object` alone, with the schema in the prompt, for servers without
        /// schemas.
        case plainObject
        /// One tool that the model must call; its arguments are the answer.
        case tool
        /// The schema is written into the system prompt.
        case prompt

        package static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package var structure: Structure
    /// `max_completion_tokens`, which OpenAI's newer models take instead of `max_tokens`.
    package var usesNewTokenLimit = false
    package var sendsSampling = true
    /// A stream shows early that the server is working.
    package var streams = true

    package init(structure: Structure) {
        self.structure = structure
    }
}

extension String {
    /// Whether a lower-case message is about streaming; "upstream" is not.
    var speaksOfStreaming: Bool {
        split { !$0.isLetter && $0 != "_" }.contains { $0.hasPrefix("stream") }
    }
}

extension CompletionRequest {
    /// The system prompt, with the schema in it where the server has no other way to take it.
    func systemText(_ features: Features) -> String {
        guard let schema, [.plainObject, .prompt].contains(features.structure),
            let text = try? JSONText.text(of: schema.schema)
        else { return system }
        return system + "\n\nAnswer with one JSON object and nothing else: no explanation and no code fence. "
            + "It must fit this JSON schema: \(text)"
    }
}
