import Synchronization

/// Remembers what was worked out before, up to a limit, at which it begins anew: a prompt compares the same few hundred
/// words again and again, and three stages ask for one plan.
final class Memory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private let values = Mutex<[Key: Value]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    func value(_ key: Key, make: () -> Value) -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let made = make()
        values.withLock { values in
            if values.count >= limit { values.removeAll(keepingCapacity: true) }
            values[key] = made
        }
        return made
    }
}
