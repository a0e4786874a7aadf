package import Workflow

/// The events of a run. Values are reported after they are checked.
package enum MeceneEvent: Sendable {
    case started(NodeID)
    case attemptFailed(NodeID, attempt: Int, reason: String)
    case idea(Idea)
    case keywords(MetaKeywords)
    case chosen(ChosenKeywords)
    case prompt(ComposedPrompt)
    case finished(TraceEntry)

    /// Whether the event carries a part of the idea.
    package var isValue: Bool {
        switch self {
        case .idea, .keywords, .chosen, .prompt: true
        case .started, .attemptFailed, .finished: false
        }
    }

    /// The node's event, then its value unless a repair of it follows.
    static func events(_ event: WorkflowEvent<MeceneState>) -> [MeceneEvent] {
        switch event {
        case .started(let node): return [.started(node)]
        case .failed(let node, let attempt, let reason):
            return [.attemptFailed(node, attempt: attempt, reason: reason)]
        case .finished(let entry, let state):
            let value: MeceneEvent? =
                switch (entry.node, entry.next) {
                case (.generateIdea, .generateMetaKeywords), (.repairIdea, _), (.composeIdea, _):
                    state.idea.map(MeceneEvent.idea)
                case (.generateMetaKeywords, .chooseKeywords), (.repairMetaKeywords, _), (.composeMetaKeywords, _):
                    state.keywords.map(MeceneEvent.keywords)
                case (.chooseKeywords, .composePrompt), (.repairKeywords, _), (.composeKeywords, _):
                    state.chosen.map(MeceneEvent.chosen)
                case (.composePrompt, _): state.prompt.map(MeceneEvent.prompt)
                default: nil
                }
            return [.finished(entry)] + (value.map { [$0] } ?? [])
        }
    }
}
