import HTTPService
import Mecene
import PortraitDomain
import ServiceKit
import Workflow

/// The events of one idea in a streamed answer: `node` as a stage begins or fails, `idea`, `keywords`, `chosen` and
/// `prompt` as they are ready, `result` with the whole idea.
struct IdeaEvents: Sendable {
    /// Index of the idea in the request, from 0.
    let index: Int
    let sink: EventStream.Sink

    func send(_ event: MeceneEvent) {
        switch event {
        case .started(let id): node(id, "started")
        case .attemptFailed(let id, _, _): node(id, "failed")
        case .idea(let idea): value("idea", idea.text)
        case .keywords(let keywords): value("keywords", keywords)
        case .chosen(let chosen): value("chosen", chosen.words)
        case .prompt(let prompt): value("prompt", prompt.text)
        case .finished: break
        }
    }

    func send(_ body: IdeaDocument) { value("result", body) }

    private func node(_ id: NodeID, _ state: String) {
        sink.send("node", value: NodeBody(index: index, node: id, state: state))
    }

    private func value(_ name: String, _ value: some Encodable) {
        sink.send(name, value: ValueBody(index: index, value: value))
    }

    private struct NodeBody: Encodable {
        let index: Int
        let node: NodeID
        let state: String
    }

    private struct ValueBody<Value: Encodable>: Encodable {
        let index: Int
        let value: Value
    }
}
