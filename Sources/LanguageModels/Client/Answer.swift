import NIOCore
import Synchronization

/// What has come of one answer: its body, or the events of its stream.
final class Answer<Reader: AnswerReader>: Sendable {
    private struct State {
        var body: [UInt8] = []
        var parser = ServerSentEventParser()
        var reader: Reader?
        var isStreamed = false
        var hasHandedOver = false
    }

    let streams: Bool
    private let onText: (@Sendable (String) async -> Void)?
    private let state: Mutex<State>

    init(reader: Reader?, onText: (@Sendable (String) async -> Void)?) {
        self.streams = reader != nil
        self.onText = onText
        self.state = Mutex(State(reader: reader))
    }

    func receive(_ piece: ByteBuffer, streamed: Bool) async throws(LanguageModelError) {
        let texts = try state.withLock { state throws(LanguageModelError) -> [String] in
            guard streamed, var reader = state.reader else {
                state.body += piece.readableBytesView
                return []
            }
            state.isStreamed = true
            var texts: [String] = []
            for event in try state.parser.push(piece.readableBytesView) { texts.append(try reader.read(event)) }
            state.reader = reader
            return texts.filter { !$0.isEmpty }
        }
        for text in texts {
            state.withLock { $0.hasHandedOver = true }
            await onText?(text)
        }
    }

    var body: [UInt8] { state.withLock { $0.body } }

    /// Whether the caller has got a piece.
    var hasHandedOver: Bool { state.withLock { $0.hasHandedOver } }

    /// The answer as the stream brought it; nil where the server answered in one piece.
    var streamed: Completion? {
        get throws(LanguageModelError) {
            let (isStreamed, reader) = state.withLock { ($0.isStreamed, $0.reader) }
            guard isStreamed, let reader else { return nil }
            return try reader.finish()
        }
    }
}
