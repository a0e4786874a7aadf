import Synchronization

/// What several tests need and is dear to make: made for the first of them.
package final class MadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    package init() {}

    /// - Parameter make: is called for a new key, while the other tests wait.
    package func callAsFunction(_ key: Key, make: () throws -> Value) throws -> Value {
        try values.withLock { values in
            if let value = values[key] { return value }
            let value = try make()
            values[key] = value
            return value
        }
    }
}
