import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1
package import Support
import Synchronization

/// A language model behind HTTP: one dialect, one endpoint, with retries, time-outs, a limit on requests at once and
/// counters. Make one per endpoint and shut it down at the end.
package final class LanguageModelClient<D: Dialect>: LanguageModel {
    package struct Configuration: Sendable {
        package var timeOuts = TimeOuts(total: .seconds(15))
        package var retries = RetryRules()
        package var concurrency = 4
        /// Bytes of one answer.
        package var sizeLimit = 1 << 20
        package var prices = UsageMeter.Prices()
        /// Called when the server refuses a form of request and a plainer one is tried.
        package var onReduction: @Sendable (Reduction) -> Void = { _ in }

        package init() {}
    }

    package let endpoint: Endpoint
    package let meter: UsageMeter
    private let dialect: D
    private let configuration: Configuration
    private let clock: MonotonicClock
    private let chance: @Sendable () -> Double
    private let http: HTTPClient
    private let limit: ConcurrencyLimit
    private let learned: Mutex<LearnedFeatures>

    /// - Parameters:
    ///   - clock: for pauses between attempts.
    ///   - chance: a random number, 0…1, that spreads those pauses.
    package init(
        _ dialect: D, endpoint: Endpoint, configuration: Configuration = Configuration(),
        clock: MonotonicClock = .continuous, chance: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.dialect = dialect
        self.endpoint = endpoint
        self.configuration = configuration
        self.clock = clock
        self.chance = chance
        self.meter = UsageMeter(prices: configuration.prices)
        self.http = .forLanguageModels(connect: configuration.timeOuts.connect)
        self.limit = ConcurrencyLimit(configuration.concurrency)
        self.learned = Mutex(LearnedFeatures(structure: dialect.structure))
    }

    package var name: String { "\(dialect.vendor):\(endpoint.model)" }

    /// The features that the server has supported so far for a schema.
    package func knownFeatures(for schema: String?) -> Features { learned.withLock { $0[schema] } }

    /// Closes the connections. Call it after the last request.
    package func shutdown() async throws {
        try await http.shutdown()
    }

    package func complete(_ request: CompletionRequest) async throws(LanguageModelError) -> Completion {
        let total = min(
            configuration.timeOuts.total, RunDeadline.timeLeft ?? configuration.timeOuts.total)
        let end = clock.now() + total
        do throws(LanguageModelError) {
            guard total > .zero else { throw .timedOut(.total) }
            guard let permit = await limit.enter(within: total) else {
                throw Task.isCancelled ? .cancelled : .timedOut(.queue)
            }
            defer { withExtendedLifetime(permit) {} }
            let completion = try await attempts(request, end: end)
            meter.answered(completion.usage)
            return completion
        } catch {
            if error != .cancelled { meter.failed() }
            throw error.presentable(without: endpoint.key)
        }
    }

    private func attempts(
        _ request: CompletionRequest, end: Duration
    ) async throws(LanguageModelError) -> Completion {
        var attempt = 1
        var features = knownFeatures(for: request.schema?.name)
        // A failing server's message may be wrong, so it counts for this call only.
        var isLesson = true
        while true {
            guard clock.now() < end else { throw .timedOut(.total) }
            do {
                let completion = try await exchange(request, features: features, end: end)
                // Success shows that the plainer form was the right one.
                if isLesson { learned.withLock { $0.learn(features, schema: request.schema?.name) } }
                return completion
            } catch {
                if let reduction = reduction(after: error, features, request.schema?.name) {
                    configuration.onReduction(reduction)
                    features = reduction.features
                    isLesson = isLesson && reduction.status < 500
                    continue
                }
                guard
                    let pause = configuration.retries.pause(after: error, attempt: attempt, chance: chance()),
                    clock.now() + pause < end
                else { throw error }
                do { try await clock.sleep(pause) } catch { throw .cancelled }
                meter.retried()
                attempt += 1
            }
        }
    }

    /// Each reduction removes a feature, so a call has only a few.
    private func reduction(after error: LanguageModelError, _ used: Features, _ schema: String?)
        -> Reduction?
    {
        switch error {
        case .rejected(let status, let message), .serverFailed(let status, let message):
            dialect.reduced(used, status: status, message: message).map {
                Reduction(schema: schema, status: status, features: $0)
            }
        default: nil
        }
    }

    private func exchange(
        _ request: CompletionRequest, features: Features, end: Duration
    ) async throws(LanguageModelError) -> Completion {
        let response = ResponseReader(reader: features.streams ? dialect.reader(features: features) : nil)
        let exchange = HTTPExchange(
            http: http, timeOuts: configuration.timeOuts, sizeLimit: configuration.sizeLimit, clock: clock)
        let message = try httpRequest(request, features: features, streams: response.streams)
        let head = try await exchange.run(message, end: end) { head, piece throws(LanguageModelError) in
            try response.receive(piece, streamed: head.status == 200 && head.isEventStream)
        }
        let body = response.body
        switch head.status {
        case 200:
            if let streamed = try response.streamed { return streamed }
            return try dialect.completion(body, features: features)
        case 300..<400: throw .redirected(status: head.status)
        case 429, 503, 529: throw .overloaded(status: head.status, retryAfter: head.retryAfter)
        case 408, 500...: throw .serverFailed(status: head.status, message: Wire.message(body))
        default: throw .rejected(status: head.status, message: Wire.message(body))
        }
    }

    private func httpRequest(
        _ request: CompletionRequest, features: Features, streams: Bool
    ) throws(LanguageModelError) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: endpoint.base + dialect.path)
        message.method = .POST
        message.headers.add(name: "content-type", value: "application/json")
        message.headers.add(name: "accept", value: streams ? "text/event-stream" : "application/json")
        message.headers.add(name: "user-agent", value: "narcis-mecene")
        for (name, value) in dialect.headers(key: endpoint.key) { message.headers.add(name: name, value: value) }
        let body = dialect.body(request, model: endpoint.model, streams: streams, features: features)
        do {
            message.body = .bytes(ByteBuffer(string: try JSONText.text(of: body)))
        } catch {
            throw .badConfiguration("the request cannot be written as JSON")
        }
        return message
    }
}
