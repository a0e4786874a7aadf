import Synchronization

/// Remembers values by key, up to a limit at which the least recently used one is forgotten. Every operation takes
/// constant time.
package final class BoundedMemo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var key: Key
        var value: Value
        /// Neighbours in a ring of all entries in order of use; the newest one's `newer` is the oldest.
        var newer: Int
        var older: Int
    }

    private struct State {
        var entries: [Entry] = []
        var indices: [Key: Int] = [:]
        var newest = 0

        mutating func insert(_ value: Value, for key: Key, limit: Int) {
            if let index = indices[key] {
                entries[index].value = value
                use(index)
            } else if entries.count < limit {
                indices[key] = entries.count
                entries.append(.init(key: key, value: value, newer: entries.count, older: entries.count))
                makeNewest(entries.count - 1)
            } else if limit > 0 {
                // The newest takes the oldest one's index, and with it its position in the ring.
                newest = entries[newest].newer
                indices[entries[newest].key] = nil
                indices[key] = newest
                entries[newest].key = key
                entries[newest].value = value
            }
        }

        mutating func use(_ index: Int) {
            guard index != newest else { return }
            let (newer, older) = (entries[index].newer, entries[index].older)
            entries[older].newer = newer
            entries[newer].older = older
            makeNewest(index)
        }

        /// Puts an entry into the ring, between the newest and the oldest.
        private mutating func makeNewest(_ index: Int) {
            let oldest = entries[newest].newer
            entries[index].newer = oldest
            entries[index].older = newest
            entries[oldest].older = index
            entries[newest].newer = index
            newest = index
        }
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: the most values; 0 keeps none.
    package init(limit: Int) { self.limit = limit }

    package var count: Int { state.withLock { $0.entries.count } }

    package subscript(key: Key) -> Value? {
        state.withLock { state in
            guard let index = state.indices[key] else { return nil }
            state.use(index)
            return state.entries[index].value
        }
    }

    package func insert(_ value: Value, for key: Key) {
        state.withLock { $0.insert(value, for: key, limit: limit) }
    }

    /// The value of `key`, made where none is remembered. Two tasks that ask at once may both make it.
    package func value(_ key: Key, make: () -> Value) -> Value {
        if let known = self[key] { return known }
        let made = make()
        insert(made, for: key)
        return made
    }
}
