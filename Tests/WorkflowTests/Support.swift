import Support
import Synchronization
import Workflow

struct Tally: Sendable, Codable, Equatable {
    var words: String?
    var length: Int?
    var visited: [String] = []
}

struct Trouble: Error, CustomStringConvertible {
    let description: String
}

/// A clock that never waits: sleeping moves it forward.
final class ManualClock: Sendable {
    private let time = Mutex<Duration>(.zero)
    private let waits = Mutex<[Duration]>([])

    var slept: [Duration] { waits.withLock { $0 } }

    var clock: MonotonicClock {
        MonotonicClock(
            now: { self.time.withLock { $0 } },
            sleep: { duration in
                try Task.checkCancellation()
                self.time.withLock { $0 += duration }
                self.waits.withLock { $0.append(duration) }
            })
    }
}

/// Checkpoints that live as long as the process.
actor MemoryCheckpointStore<State: Sendable & Codable>: CheckpointStore {
    private var checkpoints: [String: Checkpoint<State>] = [:]

    init() {}

    func save(_ checkpoint: Checkpoint<State>, as name: String) {
        checkpoints[name] = checkpoint
    }

    func load(_ name: String) -> Checkpoint<State>? {
        checkpoints[name]
    }

    func remove(_ name: String) {
        checkpoints[name] = nil
    }
}

/// Checkpoints that cannot be removed.
actor SealedStore<State: Sendable & Codable>: CheckpointStore {
    private let store = MemoryCheckpointStore<State>()

    func save(_ checkpoint: Checkpoint<State>, as name: String) async {
        await store.save(checkpoint, as: name)
    }

    func load(_ name: String) async -> Checkpoint<State>? { await store.load(name) }

    func remove(_ name: String) throws(WorkflowError) {
        throw .checkpointNotWritten(name: name, reason: "the disk is read-only")
    }
}

/// Counts calls across tasks.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}

/// A node that only leaves its name.
func visit(_ id: NodeID) -> Node<Tally> {
    Node(id) { state, _ in
        var next = state
        next.visited.append(id.rawValue)
        return next
    }
}

func chain(_ ids: NodeID..., name: String = "chain") -> Graph<Tally> {
    var graph = Graph<Tally>(name: name)
    for id in ids {
        graph.add(visit(id))
    }
    for (source, target) in zip([.start] + ids, ids + [.end]) {
        graph.connect(source, to: target)
    }
    return graph
}
