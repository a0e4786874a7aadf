import Mecene
import Synchronization

/// Keeps what was last used, up to a number of entries. Finding the oldest entry looks at all of them, which for some
/// hundreds takes less time than writing one answer.
package final class LeastRecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var entries: [Key: (value: Value, used: Int)] = [:]
        var clock = 0
    }

    package let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: 0 keeps nothing.
    package init(capacity: Int) {
        self.capacity = max(capacity, 0)
    }

    package var count: Int { state.withLock { $0.entries.count } }

    package subscript(key: Key) -> Value? {
        state.withLock { state in
            guard let entry = state.entries[key] else { return nil }
            state.clock += 1
            state.entries[key] = (entry.value, state.clock)
            return entry.value
        }
    }

    package func insert(_ value: Value, for key: Key) {
        guard capacity > 0 else { return }
        state.withLock { state in
            state.clock += 1
            state.entries[key] = (value, state.clock)
            guard state.entries.count > capacity else { return }
            if let oldest = state.entries.min(by: { $0.value.used < $1.value.used })?.key {
                state.entries[oldest] = nil
            }
        }
    }
}

/// What one idea is kept by: the words as they were typed, since a language model gets them so. The version names the
/// author and its prompts: another one makes other ideas.
struct IdeaKey: Hashable, Sendable {
    let words: String
    let seed: UInt64
    let version: String
}

/// A finished idea and the events that brought its values.
struct KnownIdea: Sendable {
    let body: IdeaBody
    let values: [MeceneEvent]
}
