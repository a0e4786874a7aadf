extension Workflow where State: Codable {
    /// Runs from start to end and keeps a checkpoint after every node, which is removed at the end.
    package func run(
        _ state: State, checkpoints: any CheckpointStore<State>, name: String,
        observe: (WorkflowEvent<State>) async -> Void = { _ in }
    ) async throws(WorkflowError) -> WorkflowResult<State> {
        try await run(
            from: startNode(state), state: state, trace: Trace(), checkpoints: checkpoints, name: name,
            observe: observe)
    }

    /// Continues the run whose checkpoint has that name: nodes that were finished do not run again. `nil` when there is
    /// no such checkpoint.
    package func resume(
        _ name: String, checkpoints: any CheckpointStore<State>,
        observe: (WorkflowEvent<State>) async -> Void = { _ in }
    ) async throws(WorkflowError) -> WorkflowResult<State>? {
        guard let checkpoint = try await checkpoints.load(name) else { return nil }
        guard checkpoint.workflow == identity else {
            throw .foreignCheckpoint(expected: identity, found: checkpoint.workflow)
        }
        guard checkpoint.next == .end || graph.nodes[checkpoint.next] != nil else {
            throw .unknownCheckpointNode(checkpoint.next)
        }
        return try await run(
            from: checkpoint.next, state: checkpoint.state, trace: checkpoint.trace, checkpoints: checkpoints,
            name: name, observe: observe)
    }

    private var identity: String { "\(graph.name): \(graph.outline)" }

    private func run(
        from first: NodeID, state: State, trace: Trace, checkpoints: any CheckpointStore<State>, name: String,
        observe: (WorkflowEvent<State>) async -> Void
    ) async throws(WorkflowError) -> WorkflowResult<State> {
        let result = try await run(from: first, state: state, trace: trace, observe: observe) {
            next, state, trace throws(WorkflowError) in
            try await checkpoints.save(
                Checkpoint(workflow: identity, next: next, state: state, trace: trace), as: name)
        }
        try await checkpoints.remove(name)
        return result
    }
}
