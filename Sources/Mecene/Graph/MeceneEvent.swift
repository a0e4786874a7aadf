package import Workflow

/// What a run reports while it goes on. A value is reported once it has been checked.
package enum MeceneEvent: Sendable {
    case started(NodeID)
    case attemptFailed(NodeID, attempt: Int, reason: String)
    case idea(Idea)
    case keywords(MetaKeywords)
    case chosen(ChosenKeywords)
    case prompt(ComposedPrompt)
    case finished(TraceEntry)

    /// Whether it brings a part of the idea and not only news of the run.
    package var isValue: Bool {
        switch self {
        case .idea, .keywords, .chosen, .prompt: true
        case .started, .attemptFailed, .finished: false
        }
    }

    /// A node's event, after it the value that is final with it: what a repair follows is not final.
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
