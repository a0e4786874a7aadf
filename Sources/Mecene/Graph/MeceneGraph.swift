import WordSafety
package import Workflow

extension NodeID {
    package static let generateIdea = NodeID("generateIdea")
    package static let repairIdea = NodeID("repairIdea")
    package static let composeIdea = NodeID("composeIdea")
    package static let generateMetaKeywords = NodeID("generateMetaKeywords")
    package static let repairMetaKeywords = NodeID("repairMetaKeywords")
    package static let composeMetaKeywords = NodeID("composeMetaKeywords")
    package static let chooseKeywords = NodeID("chooseKeywords")
    package static let repairKeywords = NodeID("repairKeywords")
    package static let composeKeywords = NodeID("composeKeywords")
    package static let composePrompt = NodeID("composePrompt")
}

/// Builds the graph: three stages by the author, each with a repair if its answer needs one, and the same stages by the
/// fallback. A run that falls back stays there, so that it does not wait for a failing model again.
struct MeceneGraph {
    let author: any MeceneAuthor
    let fallback: (any MeceneAuthor)?
    let prompt: PromptRules
    let safety: SafetyRules
    let retry: RetryPolicy

    func build() -> Graph<MeceneState> {
        var graph = Graph<MeceneState>(name: "mecene")
        addIdea(to: &graph)
        addMetaKeywords(to: &graph)
        addChoice(to: &graph)
        graph.add(
            .stage(.composePrompt, from: \.chosenFrom, to: \.prompt) { source, context in
                let composed = prompt.compose(source.chosen, from: source.keywords, source.input)
                context.note("\(composed.phrases.count) phrases, \(composed.dropped.count) left out")
                return composed
            })
        graph.connect(.composePrompt, to: .end)
        return graph
    }

    private func addIdea(to graph: inout Graph<MeceneState>) {
        graph.add(node(.generateIdea, author, retry, run: writeIdea))
        graph.add(
            Node(.repairIdea) { state, context in
                let repaired = entitled(try state.idea.required(by: .repairIdea).repaired(), state.input)
                return mended(state, repaired.repairs, context) { $0.idea = repaired.value }
            })
        graph.connect(.start, to: .generateIdea)
        graph.branch(.generateIdea, to: [.generateMetaKeywords, .repairIdea]) { state in
            guard let idea = state.idea, idea.problems(safety).isEmpty,
                titleProblem(idea, state.input) == nil
            else { return .repairIdea }
            return .generateMetaKeywords
        }
        graph.connect(.repairIdea, to: .generateMetaKeywords)
        guard let fallback else { return }
        graph.add(node(.composeIdea, fallback, .never, run: writeIdea))
        graph.onFailure(of: .generateIdea, goTo: .composeIdea)
        graph.connect(.composeIdea, to: .composeMetaKeywords)
    }

    private func addMetaKeywords(to graph: inout Graph<MeceneState>) {
        graph.add(node(.generateMetaKeywords, author, retry, run: writeMetaKeywords))
        graph.add(
            Node(.repairMetaKeywords) { state, context in
                let repaired = try state.keywords.required(by: .repairMetaKeywords).repaired(safety)
                return mended(state, repaired.repairs, context) { $0.keywords = repaired.value }
            })
        graph.branch(.generateMetaKeywords, to: [.chooseKeywords, .repairMetaKeywords]) { state in
            state.keywords?.problems(safety).isEmpty == true ? .chooseKeywords : .repairMetaKeywords
        }
        graph.connect(.repairMetaKeywords, to: .chooseKeywords)
        guard let fallback else { return }
        graph.add(node(.composeMetaKeywords, fallback, .never, run: writeMetaKeywords))
        graph.onFailure(of: .generateMetaKeywords, goTo: .composeMetaKeywords)
        graph.connect(.composeMetaKeywords, to: .composeKeywords)
    }

    private func addChoice(to graph: inout Graph<MeceneState>) {
        graph.add(node(.chooseKeywords, author, retry, run: choose))
        graph.add(
            Node(.repairKeywords) { state, context in
                let keywords = try state.keywords.required(by: .repairKeywords)
                let repaired = try state.chosen.required(by: .repairKeywords).repaired(from: keywords)
                return mended(state, repaired.repairs, context) { $0.chosen = repaired.value }
            })
        graph.branch(.chooseKeywords, to: [.composePrompt, .repairKeywords]) { state in
            guard let keywords = state.keywords else { return .repairKeywords }
            return state.chosen?.problems(from: keywords).isEmpty == true ? .composePrompt : .repairKeywords
        }
        graph.connect(.repairKeywords, to: .composePrompt)
        guard let fallback else { return }
        graph.add(node(.composeKeywords, fallback, .never, run: choose))
        graph.onFailure(of: .chooseKeywords, goTo: .composeKeywords)
        graph.connect(.composeKeywords, to: .composePrompt)
    }
}

// MARK: The stages
extension MeceneGraph {
    typealias Stage = @Sendable (inout MeceneState, any MeceneAuthor, NodeContext) async throws -> Void

    private func node(
        _ id: NodeID, _ author: any MeceneAuthor, _ retry: RetryPolicy, run: @escaping Stage
    ) -> Node<MeceneState> {
        Node(id, retry: retry) { state, context in
            var next = state
            try await run(&next, author, context)
            next.sign(author.name)
            return next
        }
    }

    /// Accepts an answer that a repair can mend; rejects any other and tells the next attempt why.
    private var writeIdea: Stage {
        { state, author, context in
            let draft = try await author.generateIdea(state.input, context)
            try reject(unless: draft.problems(safety), or: draft.repaired().value.problems(safety))
            state.idea = draft.title == nil ? draft.titled(ownTitle(draft, state.input)) : draft
            context.note("\(draft.wordCount) words")
        }
    }

    private var writeMetaKeywords: Stage {
        { state, author, context in
            let idea = try state.idea.required(by: .generateMetaKeywords)
            let draft = try await author.generateMetaKeywords(idea, state.input, context)
            try reject(unless: draft.problems(safety), or: draft.repaired(safety).value.problems(safety))
            state.keywords = draft
            context.note("\(draft.all.count) keywords")
        }
    }

    private var choose: Stage {
        { state, author, context in
            let idea = try state.idea.required(by: .chooseKeywords)
            let keywords = try state.keywords.required(by: .chooseKeywords)
            let draft = try await author.chooseKeywords(keywords, idea, state.input, context)
            try reject(
                unless: draft.problems(from: keywords),
                or: draft.repaired(from: keywords).value.problems(from: keywords))
            state.chosen = draft
        }
    }

    private func reject(unless problems: [String], or afterRepair: @autoclosure () -> [String]) throws {
        guard !problems.isEmpty, !afterRepair().isEmpty else { return }
        throw RejectedAnswer(problems: problems)
    }

    private func mended(
        _ state: MeceneState, _ repairs: [String], _ context: NodeContext, _ change: (inout MeceneState) -> Void
    ) -> MeceneState {
        var next = state
        change(&next)
        next.repairs += repairs
        repairs.forEach(context.note)
        return next
    }
}

extension MeceneState {
    struct Choice: Sendable {
        let chosen: ChosenKeywords
        let keywords: MetaKeywords
        let input: MeceneInput
    }

    /// The input of `composePrompt`.
    var chosenFrom: Choice? {
        guard let chosen, let keywords else { return nil }
        return Choice(chosen: chosen, keywords: keywords, input: input)
    }
}
