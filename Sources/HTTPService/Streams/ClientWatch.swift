import NIOCore
import Synchronization

/// Notices when a connection's client has left, also while nothing is written to it. A client that only ends its own
/// side of the connection counts as gone, as no server can tell the two apart.
final class ClientWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = Any

    private struct State {
        var hasLeft = false
        /// What waits for it: one at most, because a connection's requests follow one another.
        var waiting: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        state.withLock { state in
            state.hasLeft = true
            state.waiting?.finish()
        }
    }

    /// Of a connection; a test's own may have none.
    /// - Throws: `CancellationError` when the connection has ended already, whose pipeline is empty then.
    static func of(_ channel: any Channel) async throws -> ClientWatch? {
        do {
            return try await channel.pipeline.handler(type: ClientWatch.self).get()
        } catch {
            if try await hasEnded(channel) { throw CancellationError() }
            return nil
        }
    }

    private static func hasEnded(_ channel: any Channel) async throws -> Bool {
        let promise = channel.eventLoop.makePromise(of: Bool.self)
        channel.closeFuture.whenComplete { _ in promise.succeed(true) }
        // Runs after the line above where the connection has ended, and counts for nothing then.
        channel.eventLoop.execute { promise.succeed(false) }
        return try await promise.futureResult.get()
    }

    var hasLeft: Bool { state.withLock { $0.hasLeft } }

    /// Returns when the client leaves, or when the task is cancelled.
    func waitUntilLeft() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        state.withLock { state in
            state.waiting = continuation
            if state.hasLeft { continuation.finish() }
        }
        for await _ in stream {}
    }
}
