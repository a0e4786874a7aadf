import NIOCore
import Synchronization

/// Collects one response: its body, or the events of its stream.
final class ResponseReader<Reader: CompletionReader>: Sendable {
    private struct State {
        var body: [UInt8] = []
        var parser = ServerSentEventParser()
        var reader: Reader?
        var isStreamed = false
    }

    let streams: Bool
    private let state: Mutex<State>

    /// - Parameter reader: nil when no stream is requested.
    init(reader: Reader?) {
        self.streams = reader != nil
        self.state = Mutex(State(reader: reader))
    }

    func receive(_ piece: ByteBuffer, streamed: Bool) throws(LanguageModelError) {
        try state.withLock { state throws(LanguageModelError) in
            guard streamed, var reader = state.reader else {
                state.body += piece.readableBytesView
                return
            }
            state.isStreamed = true
            for event in try state.parser.push(piece.readableBytesView) { try reader.read(event) }
            state.reader = reader
        }
    }

    var body: [UInt8] { state.withLock { $0.body } }

    /// The completion of a streamed response; nil when the server answered in one piece.
    var streamed: Completion? {
        get throws(LanguageModelError) {
            let (isStreamed, reader) = state.withLock { ($0.isStreamed, $0.reader) }
            guard isStreamed, let reader else { return nil }
            return try reader.finish()
        }
    }
}
