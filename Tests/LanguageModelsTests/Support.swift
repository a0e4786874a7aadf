import JSON
import LanguageModels
import LanguageModelsTestSupport
import Support
import Synchronization

/// A clock whose pauses take no time; it remembers them.
final class PauseRecorder: Sendable {
    private let pauses = Mutex<[Duration]>([])

    var all: [Duration] { pauses.withLock { $0 } }

    var clock: MonotonicClock {
        MonotonicClock(now: MonotonicClock.continuous.now) { pause in
            self.pauses.withLock { $0.append(pause) }
            try Task.checkCancellation()
        }
    }
}

let key = Secret("sk-test-0123456789")

let question = CompletionRequest(
    system: "You write ideas.", messages: [ChatMessage(.user, "corporate confidence")],
    schema: OutputSchema(
        name: "idea", description: "An idea for a portrait",
        schema: ["type": "object", "properties": ["idea": ["type": "string"]], "required": ["idea"]]),
    maximumTokens: 120, temperature: 0.5, seed: 7)

/// Generous where nothing goes wrong, since the machine may be busy with other tests; short where a server hangs.
let patience = TimeOuts(connect: .seconds(300), firstByte: .seconds(600), idle: .seconds(600), total: .seconds(1200))

enum Vendor: String, CaseIterable, Sendable {
    case openAI, anthropic

    /// Runs a client against a server with a script, and closes both.
    func run<Value: Sendable>(
        _ steps: [ScriptedAnswer], timeOuts: TimeOuts = patience, attempts: Int = 3, sizeLimit: Int = 1 << 20,
        pauses: PauseRecorder = PauseRecorder(),
        _ body: (any TestedClient, ScriptedServer) async throws -> Value
    ) async throws -> Value {
        try await ScriptedServer.run(steps) { server in
            let client = try client(
                base: server.base, timeOuts: timeOuts, attempts: attempts, sizeLimit: sizeLimit, pauses: pauses)
            do {
                let value = try await body(client, server)
                try await client.shutdown()
                return value
            } catch {
                try? await client.shutdown()
                throw error
            }
        }
    }

    func client(
        base: String, timeOuts: TimeOuts = patience, attempts: Int = 3, sizeLimit: Int = 1 << 20,
        pauses: PauseRecorder = PauseRecorder()
    ) throws -> any TestedClient {
        let endpoint = try Endpoint(base: base, model: "model-1", key: key)
        switch self {
        case .openAI:
            return make(OpenAIDialect(), endpoint, timeOuts, attempts, sizeLimit, pauses)
        case .anthropic:
            return make(AnthropicDialect(), endpoint, timeOuts, attempts, sizeLimit, pauses)
        }
    }

    private func make<D: Dialect>(
        _ dialect: D, _ endpoint: Endpoint, _ timeOuts: TimeOuts, _ attempts: Int, _ sizeLimit: Int,
        _ pauses: PauseRecorder
    ) -> LanguageModelClient<D> {
        var configuration = LanguageModelClient<D>.Configuration()
        configuration.timeOuts = timeOuts
        configuration.retries = RetryRules(maximumAttempts: attempts)
        configuration.sizeLimit = sizeLimit
        configuration.prices = UsageMeter.Prices(input: 2, output: 10)
        return LanguageModelClient(
            dialect, endpoint: endpoint, configuration: configuration, clock: pauses.clock, chance: { 0 })
    }

    /// A good answer whose text is `{"idea":"calm"}`.
    var answer: ScriptedAnswer {
        switch self {
        case .openAI: .status(200, RecordedAnswers.openAI(#"{"idea":"calm"}"#))
        case .anthropic: .status(200, RecordedAnswers.anthropicTool(#"{"idea":"calm"}"#))
        }
    }

    func stream(_ pieces: [String]) -> [String] {
        switch self {
        case .openAI: RecordedAnswers.openAIStream(pieces)
        case .anthropic: RecordedAnswers.anthropicStream(pieces, tool: true)
        }
    }
}

protocol TestedClient: LanguageModel {
    var meter: UsageMeter { get }
    func knownFeatures(for schema: String?) -> Features
    func shutdown() async throws
}

extension LanguageModelClient: TestedClient {}
