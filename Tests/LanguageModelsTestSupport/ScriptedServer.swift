import NIOCore
package import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that answers each request with the next step of a script, byte for byte, so that it can
/// misbehave in every way. After the last step it repeats that.
package final class ScriptedServer: Sendable {
    package let port: Int
    private let channel: any Channel
    private let script: Script

    private init(channel: any Channel, script: Script) {
        self.channel = channel
        self.port = channel.localAddress?.port ?? 0
        self.script = script
    }

    package var requests: [RecordedRequest] { script.requests }

    /// Connections that have ended, whoever ended them.
    package var endedConnections: Int { script.endedConnections }

    package var base: String { "http://127.0.0.1:\(port)/v1" }

    /// Runs a server for the time of `body`.
    package static func run<Value>(
        _ steps: [ScriptedAnswer], _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let script = Script(steps)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptedHandler(script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let value = try await body(ScriptedServer(channel: channel, script: script))
            try await channel.close()
            return value
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// A port on which nobody listens.
    package static func closedPort() async throws -> Int {
        try await run([.hang]) { $0.port }
    }
}

package struct RecordedRequest: Sendable {
    package let method: String
    package let path: String
    /// Names in small letters.
    package let headers: [String: String]
    package let body: String
}

/// What a server does with a request.
package enum ScriptedAnswer: Sendable {
    /// These bytes, then the end of the connection.
    case bytes(String)
    /// These bytes, and then nothing for ever.
    case stall(String)
    /// Not a byte.
    case hang

    package static func status(
        _ status: Int, _ body: String = "", headers: [(String, String)] = [("content-type", "application/json")]
    ) -> ScriptedAnswer {
        .bytes(head(status, headers + [("content-length", "\(body.utf8.count)")]) + body)
    }

    /// A whole stream of events; a name before `|` where the interface has names.
    package static func events(_ events: [String]) -> ScriptedAnswer {
        .bytes(streamHead + chunks(events) + "0\r\n\r\n")
    }

    /// A stream whose connection ends in the middle of it.
    package static func cutEvents(_ events: [String]) -> ScriptedAnswer {
        .bytes(streamHead + chunks(events))
    }

    /// A stream that goes silent.
    package static func stalledEvents(_ events: [String]) -> ScriptedAnswer {
        .stall(streamHead + chunks(events))
    }

    private static let streamHead = head(
        200, [("content-type", "text/event-stream"), ("transfer-encoding", "chunked")])

    private static func head(_ status: Int, _ headers: [(String, String)]) -> String {
        "HTTP/1.1 \(status) Scripted\r\n"
            + (headers + [("connection", "close")]).map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    }

    /// Cuts the text at odd places, as networks do.
    private static func chunks(_ events: [String]) -> String {
        let bytes = Array(events.map { "\($0)\n\n" }.joined())
        return stride(from: 0, to: bytes.count, by: 11).map { start in
            let part = String(bytes[start..<min(start + 11, bytes.count)])
            return String(part.utf8.count, radix: 16) + "\r\n\(part)\r\n"
        }.joined()
    }
}

final class Script: Sendable {
    private let state: Mutex<(steps: [ScriptedAnswer], requests: [RecordedRequest])>
    private let ended = Mutex(0)

    init(_ steps: [ScriptedAnswer]) {
        precondition(!steps.isEmpty, "a script needs a step")
        state = Mutex((steps, []))
    }

    var requests: [RecordedRequest] { state.withLock { $0.requests } }

    var endedConnections: Int { ended.withLock { $0 } }

    func connectionEnded() { ended.withLock { $0 += 1 } }

    func answer(to request: RecordedRequest) -> ScriptedAnswer {
        state.withLock { state in
            state.requests.append(request)
            return state.steps.count > 1 ? state.steps.removeFirst() : state.steps[0]
        }
    }
}

/// Collects one request and answers it.
private final class ScriptedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: Script
    private var received = ""

    init(_ script: Script) {
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        received += buffer.readString(length: buffer.readableBytes) ?? ""
        guard let request = RecordedRequest(received) else { return }
        received = ""
        switch script.answer(to: request) {
        case .hang: break
        case .stall(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .bytes(let text):
            // Large bodies go out whole before the connection closes.
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)))
                .assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        script.connectionEnded()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension RecordedRequest {
    /// Nil as long as the request is not whole.
    fileprivate init?(_ text: String) {
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        let body = text[end.upperBound...]
        guard body.utf8.count >= headers["content-length"].flatMap(Int.init) ?? 0 else { return nil }
        self.init(method: String(words[0]), path: String(words[1]), headers: headers, body: String(body))
    }
}

extension String {
    fileprivate func range(of other: String) -> Range<String.Index>? { ranges(of: other).first }
}
