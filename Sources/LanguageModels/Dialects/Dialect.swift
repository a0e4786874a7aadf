package import JSON

/// The interface that a server speaks, as pure values: how a request is written and how an answer is read.
package protocol Dialect: Sendable {
    associatedtype Reader: AnswerReader

    /// For names and metrics.
    var vendor: String { get }
    /// Below the endpoint's base address.
    var path: String { get }

    func headers(key: Secret?) -> [(name: String, value: String)]

    func body(_ request: CompletionRequest, model: String, streams: Bool, features: Features) -> JSONValue

    func completion(_ body: [UInt8], features: Features) throws(LanguageModelError) -> Completion

    /// Reads one streamed answer.
    func reader(features: Features) -> Reader

    /// What to leave out after the server refused a request with this message; nil when the refusal is about
    /// something else.
    func reduced(_ features: Features, status: Int, message: String) -> Features?
}

/// Puts a streamed answer together.
package protocol AnswerReader: Sendable {
    mutating func read(_ event: ServerSentEvent) throws(LanguageModelError)

    /// - Throws: `cutOff` when the stream ended before the answer did.
    func finish() throws(LanguageModelError) -> Completion
}

/// What a server is trusted to offer. A client begins with everything and learns from refusals.
package struct Features: Sendable, Equatable {
    /// From the strictest to the plainest.
    package enum Structure: String, Sendable, Equatable, CaseIterable, Comparable {
        /// `response_format` with a JSON schema.
        case schema
        /// `response_format` of the type `json_object` with the schema beside it, as llama.cpp's servers take it.
        case object
        /// `response_format` of the type `json_object` alone, and the schema in words: what servers take that know no
        /// schemas at all.
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
    /// `max_completion_tokens`, which newer models of the first vendor want instead of `max_tokens`.
    package var usesNewTokenLimit = false
    package var sendsSampling = true
    /// A streamed answer shows that the server is at work, long before it is whole.
    package var streams = true

    package init(structure: Structure) {
        self.structure = structure
    }
}

extension String {
    /// Whether a refusal, in small letters, is about streaming; "upstream" is not.
    var speaksOfStreaming: Bool {
        split { !$0.isLetter && $0 != "_" }.contains { $0.hasPrefix("stream") }
    }
}

extension CompletionRequest {
    /// The system prompt, with the schema in words where the server offers nothing better.
    func systemText(_ features: Features) -> String {
        guard let schema, [.plainObject, .prompt].contains(features.structure),
            let text = try? schema.schema.encoded()
        else { return system }
        return system + "\n\nAnswer with one JSON object and nothing else: no explanation and no code fence. "
            + "It must fit this JSON schema: \(String(decoding: text, as: UTF8.self))"
    }
}
