import Support

/// The errors of a workflow itself. An error of a node arrives inside `nodeFailed`.
package enum WorkflowError: Error, Sendable {
    case invalidGraph([String])
    case missingInput(node: NodeID, type: String)
    case nodeFailed(node: NodeID, attempts: Int, underlying: any Error)
    case undeclaredTarget(node: NodeID, target: NodeID)
    case tooManySteps(limit: Int, node: NodeID)
    case cancelled(before: NodeID)
    case foreignCheckpoint(expected: String, found: String)
    case unknownCheckpointNode(NodeID)
    case checkpointOfAnotherRun(name: String)
    case checkpointUnreadable(name: String, reason: String)
    case checkpointNotWritten(name: String, reason: String)
    case badCheckpointName(String)
}

extension WorkflowError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidGraph(let problems):
            "The workflow's graph is not valid: \(problems.joined(separator: "; "))."
        case .missingInput(let node, let type):
            "The node \(node) found no \(type) in the state; connect it behind the node that makes one."
        case .nodeFailed(let node, let attempts, let underlying):
            "The node \(node) failed after \(attempts) attempt\(attempts == 1 ? "" : "s"): \(underlying)"
        case .undeclaredTarget(let node, let target):
            "The branch behind \(node) chose \(target), which it does not declare as a target."
        case .tooManySteps(let limit, let node):
            "The workflow stopped before \(node) because it had already taken its \(limit) steps; "
                + "raise the limit or look for a loop."
        case .cancelled(let node):
            "The workflow was cancelled before \(node); resume it from its checkpoint."
        case .foreignCheckpoint(let expected, let found):
            "The checkpoint belongs to the workflow \(found), not to \(expected); start again without it."
        case .unknownCheckpointNode(let node):
            "The checkpoint continues at \(node), which this workflow does not have; start again without it."
        case .checkpointOfAnotherRun(let name):
            "The checkpoint \(name) was written by a run with another input; remove it and start again."
        case .checkpointUnreadable(let name, let reason):
            "The checkpoint \(name) cannot be read: \(reason). Remove it and start again."
        case .checkpointNotWritten(let name, let reason):
            "The checkpoint \(name) cannot be written: \(reason)."
        case .badCheckpointName(let name):
            "\"\(name)\" is no name for a checkpoint; use 1 to 64 letters, digits, dashes and underscores."
        }
    }
}

extension WorkflowError: DiscreetError {
    package var logReason: String {
        switch self {
        case .nodeFailed(let node, let attempts, let underlying):
            "the node \(node) failed after \(attempts) attempt\(attempts == 1 ? "" : "s"): "
                + LogReason.of(underlying)
        default: description
        }
    }
}
