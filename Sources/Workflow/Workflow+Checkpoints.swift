extension Workflow where State: Codable {
    /// Runs to the end and keeps a checkpoint after every node, which is removed at the end. Where there is a checkpoint
    /// of that name already, the run continues there: nodes that were finished do not run again.
    ///
    /// - Parameter isSameRun: whether a checkpoint's state belongs to the run that `state` begins. Another one is
    ///   refused, because its result would answer another question.
    package func run(
        _ state: State, checkpoints: any CheckpointStore<State>, name: String,
        isSameRun: (State) -> Bool,
        observe: (WorkflowEvent<State>) async -> Void = { _ in }
    ) async throws(WorkflowError) -> WorkflowResult<State> {
        var (first, state, trace) = (try startNode(state), state, Trace())
        if let checkpoint = try await checkpoints.load(name) {
            try check(checkpoint)
            guard isSameRun(checkpoint.state) else { throw .checkpointOfAnotherRun(name: name) }
            (first, state, trace) = (checkpoint.next, checkpoint.state, checkpoint.trace)
        }
        let result = try await run(from: first, state: state, trace: trace, observe: observe) {
            next, state, trace throws(WorkflowError) in
            try await checkpoints.save(
                Checkpoint(workflow: identity, next: next, state: state, trace: trace), as: name)
        }
        // The result is there. A checkpoint that cannot be removed leads to its end at once, so it does no harm.
        try? await checkpoints.remove(name)
        return result
    }

    private func check(_ checkpoint: Checkpoint<State>) throws(WorkflowError) {
        guard checkpoint.workflow == identity else {
            throw .foreignCheckpoint(expected: identity, found: checkpoint.workflow)
        }
        guard checkpoint.next == .end || graph.nodes[checkpoint.next] != nil else {
            throw .unknownCheckpointNode(checkpoint.next)
        }
    }

    private var identity: String { "\(graph.name): \(graph.outline)" }
}
