import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Support
import Synchronization

/// One HTTP request and its response, within time-outs and a size limit.
struct HTTPExchange: Sendable {
    let http: HTTPClient
    let timeOuts: TimeOuts
    /// Bytes of one response.
    let sizeLimit: Int
    let clock: MonotonicClock

    struct Head: Sendable {
        let status: Int
        let isEventStream: Bool
        /// The pause that the server asks for.
        let retryAfter: Duration?
    }

    /// - Parameters:
    ///   - end: the moment on the clock when the whole call must be over.
    ///   - receive: gets every piece of the body, in order.
    func run(
        _ request: HTTPClientRequest, end: Duration,
        receive: @escaping @Sendable (Head, ByteBuffer) throws(LanguageModelError) -> Void
    ) async throws(LanguageModelError) -> Head {
        let watchdog = Watchdog(Deadlines(timeOuts: timeOuts, end: end, now: clock.now()), clock: clock)
        do {
            return try await withThrowingTaskGroup(of: Head?.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    try await self.transfer(request, receive: receive, progress: watchdog.received)
                }
                group.addTask { try await watchdog.watch() }
                for try await case let head? in group { return head }
                throw LanguageModelError.cancelled
            }
        } catch {
            throw Task.isCancelled ? .cancelled : LanguageModelError(transport: error)
        }
    }

    private func transfer(
        _ request: HTTPClientRequest,
        receive: (Head, ByteBuffer) throws(LanguageModelError) -> Void, progress: () -> Void
    ) async throws -> Head {
        // The watchdog enforces the deadlines.
        let response = try await http.execute(request, deadline: .distantFuture)
        progress()
        let head = Head(
            status: Int(response.status.code),
            isEventStream: response.headers.first(name: "content-type")?.lowercased().hasPrefix(
                "text/event-stream")
                ?? false,
            retryAfter: RetryAfter.pause(
                retryAfter: response.headers.first(name: "retry-after"),
                milliseconds: response.headers.first(name: "retry-after-ms"), now: .secondsSince1970))
        if let length = response.headers.first(name: "content-length").flatMap(Int.init), length > sizeLimit {
            throw LanguageModelError.tooLarge(limit: sizeLimit)
        }
        var size = 0
        for try await piece in response.body {
            progress()
            size += piece.readableBytes
            guard size <= sizeLimit else { throw LanguageModelError.tooLarge(limit: sizeLimit) }
            try receive(head, piece)
        }
        return head
    }
}

/// Ends an exchange whose time is up.
private final class Watchdog: Sendable {
    private let deadlines: Mutex<Deadlines>
    private let clock: MonotonicClock
    /// The first byte can bring the deadline forward, so a nap is shorter than the idle time-out.
    private let longestNap: Duration

    init(_ deadlines: Deadlines, clock: MonotonicClock) {
        self.longestNap = max(deadlines.timeOuts.idle / 2, .milliseconds(10))
        self.deadlines = Mutex(deadlines)
        self.clock = clock
    }

    @Sendable func received() {
        deadlines.withLock { $0.received(now: clock.now()) }
    }

    /// Never returns; throws when a deadline has passed.
    func watch() async throws -> HTTPExchange.Head? {
        while true {
            let next = deadlines.withLock { $0.next }
            let left = next.moment - clock.now()
            guard left > .zero else { throw LanguageModelError.timedOut(next.phase) }
            try await ContinuousClock().sleep(for: min(left, longestNap))
        }
    }
}

extension HTTPClient {
    /// Follows no redirect, because the key would go with it, and reports a failed connection at once.
    static func forLanguageModels(connect: Duration) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .nanoseconds(Int64(connect.milliseconds * 1e6)))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }
}
