import NIOCore
import Synchronization

/// What has come of one answer: its body, or the events of its stream.
final class Answer<Reader: AnswerReader>: Sendable {
    private struct State {
        var body: [UInt8] = []
        var parser = ServerSentEventParser()
        var reader: Reader?
        var isStreamed = false
    }

    let streams: Bool
    private let state: Mutex<State>

    /// - Parameter reader: nil where no stream is asked for.
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

    /// The answer as the stream brought it; nil where the server answered in one piece.
    var streamed: Completion? {
        get throws(LanguageModelError) {
            let (isStreamed, reader) = state.withLock { ($0.isStreamed, $0.reader) }
            guard isStreamed, let reader else { return nil }
            return try reader.finish()
        }
    }
}
