import NIOCore
import Synchronization

/// Notices when a client closes its connection, also while nothing is written to it. A client that closes only its own
/// side counts as gone, because a server cannot tell the two apart.
final class ClientWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = Any

    private struct State {
        var hasLeft = false
        /// The one waiting task: a connection serves one request at a time.
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

    /// The watch of a connection; a test's own connection may have none.
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
        // Has no effect if the connection has ended, because the callback above has run by then.
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
