/// Everything needed to continue a run: the state as the last node left it, and the node that comes next.
package struct Checkpoint<State: Sendable & Codable>: Sendable, Codable {
    /// The name and the outline of the graph that wrote it.
    package let workflow: String
    package let next: NodeID
    package let state: State
    package let trace: Trace

    package init(workflow: String, next: NodeID, state: State, trace: Trace) {
        self.workflow = workflow
        self.next = next
        self.state = state
        self.trace = trace
    }
}

/// Keeps checkpoints by name. A run writes one after every node and removes it when it has finished.
package protocol CheckpointStore<State>: Sendable {
    associatedtype State: Sendable & Codable

    func save(_ checkpoint: Checkpoint<State>, as name: String) async throws(WorkflowError)
    /// `nil` when there is none of that name.
    func load(_ name: String) async throws(WorkflowError) -> Checkpoint<State>?
    func remove(_ name: String) async throws(WorkflowError)
}
