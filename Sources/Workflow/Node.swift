import Synchronization

/// A step of a workflow: it reads the state and returns the next one.
package struct Node<State: Sendable>: Sendable {
    package typealias Body = @Sendable (State, NodeContext) async throws -> State

    package let id: NodeID
    package let retry: RetryPolicy
    package let body: Body

    package init(_ id: NodeID, retry: RetryPolicy = .never, body: @escaping Body) {
        self.id = id
        self.retry = retry
        self.body = body
    }

    /// A node with a typed input and a typed output: it reads one field of the state, which an earlier node must have
    /// filled, and writes another.
    package static func stage<Input: Sendable, Output: Sendable>(
        _ id: NodeID,
        from input: any KeyPath<State, Input?> & Sendable,
        to output: any WritableKeyPath<State, Output?> & Sendable,
        retry: RetryPolicy = .never,
        run: @escaping @Sendable (Input, NodeContext) async throws -> Output
    ) -> Node {
        Node(id, retry: retry) { state, context in
            var next = state
            next[keyPath: output] = try await run(try state[keyPath: input].required(by: id), context)
            return next
        }
    }
}

/// The attempt that a node makes, and its notes for the trace.
package struct NodeContext: Sendable {
    /// 1 for the first attempt.
    package let attempt: Int
    /// How many attempts the node's retry policy still allows after this one.
    package let attemptsLeft: Int
    /// Why the previous attempt failed, so that the node can do better.
    package let previousFailure: String?
    private let notes: NoteList

    package init(attempt: Int = 1, attemptsLeft: Int = 0, previousFailure: String? = nil) {
        self.init(attempt: attempt, attemptsLeft: attemptsLeft, previousFailure: previousFailure, notes: NoteList())
    }

    init(attempt: Int, attemptsLeft: Int, previousFailure: String?, notes: NoteList) {
        self.attempt = attempt
        self.attemptsLeft = attemptsLeft
        self.previousFailure = previousFailure
        self.notes = notes
    }

    /// Adds a short line to the node's entry in the trace.
    package func note(_ line: String) {
        notes.append(line)
    }
}

/// The notes of one attempt. A node may write them from several tasks.
final class NoteList: Sendable {
    private let lines = Mutex<[String]>([])

    func append(_ line: String) {
        lines.withLock { $0.append(line) }
    }

    var all: [String] {
        lines.withLock { $0 }
    }
}

extension Optional {
    /// The part of the state that a node needs.
    /// - Throws: `missingInput` when no earlier node has made it.
    package func required(by node: NodeID) throws(WorkflowError) -> Wrapped {
        guard let self else { throw .missingInput(node: node, type: "\(Wrapped.self)") }
        return self
    }
}
