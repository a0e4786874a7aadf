package import Support

/// A checked graph that can run.
package struct Workflow<State: Sendable>: Sendable {
    package let graph: Graph<State>
    package let stepLimit: Int
    private let clock: MonotonicClock

    /// - Parameter stepLimit: nodes that one run may enter, so that a loop ends.
    /// - Throws: `WorkflowError.invalidGraph` with everything that is wrong.
    package init(_ graph: Graph<State>, stepLimit: Int = 64, clock: MonotonicClock = .continuous) throws(WorkflowError)
    {
        let problems = graph.problems()
        guard problems.isEmpty else { throw .invalidGraph(problems) }
        self.graph = graph
        self.stepLimit = stepLimit
        self.clock = clock
    }

    /// Runs from start to end.
    ///
    /// - Parameter observe: called in order with every event, before the next node begins.
    package func run(
        _ state: State, observe: (WorkflowEvent<State>) async -> Void = { _ in }
    ) async throws(WorkflowError) -> WorkflowResult<State> {
        try await run(from: startNode(state), state: state, trace: Trace(), observe: observe) {
            _, _, _ throws(WorkflowError) in
        }
    }

    typealias Save = (NodeID, State, Trace) async throws(WorkflowError) -> Void

    func startNode(_ state: State) throws(WorkflowError) -> NodeID {
        try follow(.start, state)
    }

    func run(
        from first: NodeID, state: State, trace: Trace, observe: (WorkflowEvent<State>) async -> Void, save: Save
    ) async throws(WorkflowError) -> WorkflowResult<State> {
        var (id, state, trace) = (first, state, trace)
        while id != .end {
            guard let node = graph.nodes[id] else { throw .unknownCheckpointNode(id) }
            guard !Task.isCancelled else { throw .cancelled(before: id) }
            guard trace.entries.count < stepLimit else { throw .tooManySteps(limit: stepLimit, node: id) }
            await observe(.started(id))
            let (next, entry) = try await enter(node, state, observe)
            trace.append(entry)
            state = next
            id = entry.next
            await observe(.finished(entry, state))
            try await save(id, state, trace)
        }
        return WorkflowResult(state: state, trace: trace)
    }

    private func enter(
        _ node: Node<State>, _ state: State, _ observe: (WorkflowEvent<State>) async -> Void
    ) async throws(WorkflowError) -> (State, TraceEntry) {
        let begin = clock.now()
        var failures: [String] = []
        var notes: [String] = []
        func entry(leadingTo next: NodeID, attempts: Int) -> TraceEntry {
            TraceEntry(
                node: node.id, next: next, failures: failures, attempts: attempts, notes: notes,
                milliseconds: (clock.now() - begin).milliseconds)
        }
        for attempt in 1...node.retry.maximumAttempts {
            let list = NoteList()
            let context = NodeContext(
                attempt: attempt, attemptsLeft: node.retry.maximumAttempts - attempt,
                previousFailure: failures.last, notes: list)
            do {
                let next = try await node.body(state, context)
                notes += list.all
                return (next, entry(leadingTo: try follow(node.id, next), attempts: attempt))
            } catch let error as WorkflowError where error.isProgrammingFault {
                throw error
            } catch {
                notes += list.all
                if Task.isCancelled || error is CancellationError { throw .cancelled(before: node.id) }
                failures.append("\(error)")
                await observe(.failed(node.id, attempt: attempt, reason: "\(error)"))
                if attempt < node.retry.maximumAttempts, node.retry.isRetryable(error) {
                    try await wait(node.retry.backoff.delay(afterAttempt: attempt), before: node.id)
                } else if let fallback = graph.failureEdges[node.id] {
                    return (state, entry(leadingTo: fallback, attempts: attempt))
                } else {
                    throw .nodeFailed(node: node.id, attempts: attempt, underlying: error)
                }
            }
        }
        preconditionFailure("a retry policy allows at least one attempt")
    }

    private func wait(_ delay: Duration, before node: NodeID) async throws(WorkflowError) {
        guard delay > .zero else { return }
        do {
            try await clock.sleep(delay)
        } catch {
            throw .cancelled(before: node)
        }
    }

    private func follow(_ id: NodeID, _ state: State) throws(WorkflowError) -> NodeID {
        switch graph.edges[id] {
        case .to(let target): return target
        case .branch(let targets, let choose):
            let target = choose(state)
            guard targets.contains(target) else { throw .undeclaredTarget(node: id, target: target) }
            return target
        case nil: throw .invalidGraph(["nothing leads on from \(id)"])
        }
    }
}

/// The result of a finished run.
package struct WorkflowResult<State: Sendable>: Sendable {
    package let state: State
    package let trace: Trace
}

/// The events of a run, in order.
package enum WorkflowEvent<State: Sendable>: Sendable {
    case started(NodeID)
    case failed(NodeID, attempt: Int, reason: String)
    /// The node has been left with this state: its own, or the one from before it where its failure edge was taken.
    case finished(TraceEntry, State)
}

extension WorkflowError {
    /// A mistake in the graph, which neither a retry nor a failure edge can mend.
    fileprivate var isProgrammingFault: Bool {
        switch self {
        case .missingInput, .undeclaredTarget, .invalidGraph: true
        default: false
        }
    }
}
