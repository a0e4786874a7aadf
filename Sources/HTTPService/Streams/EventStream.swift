import HTTPTypes
package import Hummingbird
import JSON
import Logging
import NIOCore
import Support
import Synchronization

/// A response of server-sent events, for work that reports its progress.
///
/// The head is already sent when something fails, so a failure is the last event, `problem`. When the client leaves,
/// the work is cancelled at once. When the time is over, the connection is closed, because a write to a client that
/// reads nothing would wait for ever. A stream with too many waiting events ends without the last ones, so that memory
/// stays bounded.
package struct EventStream: Sendable {
    /// Takes the events of a stream, from any task.
    package struct Sink: Sendable {
        fileprivate let events: AsyncStream<ByteBuffer>.Continuation
        fileprivate let overrun: Overrun
        fileprivate let context: ConnectedContext

        /// A value that cannot be encoded is a failure, which ends the stream.
        package func send(_ name: String, value: some Encodable) {
            do {
                send(name, try JSONText.text(of: value))
            } catch {
                end(with: error)
            }
        }

        /// - Parameter json: on one line.
        package func send(_ name: String, _ json: String) {
            if case .dropped = events.yield(ByteBuffer(string: "event: \(name)\ndata: \(json)\n\n")) {
                overrun.happened()
                events.finish()
            }
        }

        fileprivate func end(with error: any Error) {
            let problem = Problem(any: error)
            if problem.isNoteworthy {
                context.logger.error("stream failed", metadata: ["reason": .string(LogReason.of(error))])
            }
            send("problem", problem.json(request: context.id))
            events.finish()
        }
    }

    fileprivate final class Overrun: Sendable {
        private let state = Mutex(false)

        var hasHappened: Bool { state.withLock { $0 } }

        func happened() { state.withLock { $0 = true } }
    }

    private let context: ConnectedContext
    private let timeOut: Duration
    private let waitingLimit: Int

    /// - Parameters:
    ///   - timeOut: for the whole stream, until its reader has taken everything. Work must be over before that.
    ///   - waitingLimit: events that may wait for the reader.
    package init(_ context: ConnectedContext, timeOut: Duration, waitingLimit: Int = 4096) {
        self.context = context
        self.timeOut = timeOut
        self.waitingLimit = waitingLimit
    }

    /// - Parameters:
    ///   - holding: kept to the end of the stream, such as a request's permit.
    ///   - produce: sends the events; what it throws is sent as `problem`.
    package func response(
        holding: some Sendable, produce: @escaping @Sendable (Sink) async throws -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(holding) {} }
            let client = try await ClientWatch.of(context.channel)
            let (events, continuation) = AsyncStream<ByteBuffer>.makeStream(
                bufferingPolicy: .bufferingOldest(waitingLimit))
            let sink = Sink(events: continuation, overrun: Overrun(), context: context)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await run(produce, sink) }
                if let client {
                    group.addTask {
                        await client.waitUntilLeft()
                        continuation.finish()
                    }
                }
                group.addTask {
                    try await ContinuousClock().sleep(for: timeOut)
                    context.channel.close(promise: nil)
                }
                for await event in events { try await writer.write(event) }
                group.cancelAll()
            }
            // Leave out the body's end, so that the client cannot take a part for the whole.
            if client?.hasLeft == true || sink.overrun.hasHappened { throw CancellationError() }
            try await writer.finish(nil)
        }
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        return Response(status: .ok, headers: headers, body: body)
    }

    private func run(_ produce: @Sendable (Sink) async throws -> Void, _ sink: Sink) async {
        do {
            try await produce(sink)
        } catch {
            sink.end(with: error)
        }
        sink.events.finish()
    }
}
