import Mecene
import NIOCore
import ServiceKit
import Workflow

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The events of a streamed answer: `node` as a stage begins or fails, `idea`, `keywords`, `chosen` and `prompt` as they
/// are ready, `result` with a whole idea, at the end `done` or `problem`.
enum EventStream {
    static func event(_ name: String, _ json: String) -> ByteBuffer {
        ByteBuffer(string: "event: \(name)\ndata: \(json)\n\n")
    }

    /// - Parameter index: which idea of the request, from 0.
    static func event(_ event: MeceneEvent, index: Int) -> ByteBuffer? {
        func node(_ id: NodeID, _ state: String) -> ByteBuffer {
            self.event(
                "node", "{\"index\":\(index),\"node\":\(JSONText.quoted("\(id)")),\"state\":\(JSONText.quoted(state))}")
        }
        switch event {
        case .started(let id): return node(id, "started")
        case .attemptFailed(let id, _, _): return node(id, "failed")
        case .idea(let idea): return value("idea", index, JSONText.quoted(idea.text))
        case .keywords(let keywords): return value("keywords", index, json(keywords))
        case .chosen(let chosen): return value("chosen", index, json(chosen.words))
        case .prompt(let prompt): return value("prompt", index, JSONText.quoted(prompt.text))
        case .finished: return nil
        }
    }

    static func result(_ body: IdeaBody, index: Int) -> ByteBuffer {
        value("result", index, json(body))
    }

    private static func value(_ name: String, _ index: Int, _ json: String) -> ByteBuffer {
        event(name, "{\"index\":\(index),\"value\":\(json)}")
    }

    /// The values here are made of strings and numbers, which always encode.
    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
