package import Logging
package import ServiceLifecycle
import Synchronization

/// What a service is: how it reads its settings, and how its parts are put together once all settings are right.
package protocol ServiceDefinition: Sendable {
    /// Prefix of its settings, label of its log, what its metrics are told apart by: `mecene`.
    static var name: String { get }
    /// Settings in the environment's spelling whose text nothing may show.
    static var secrets: Set<String> { get }

    /// Reads the settings. Mistakes are reported to the reader, which tells all of them together; nothing is thrown for
    /// them, and no more is done with what was read.
    init(_ settings: SettingsReader) throws

    /// The parts that run, in the order in which they start. They are stopped in reverse order.
    func services(_ start: ServiceStart) async throws -> [any Service]
}

extension ServiceDefinition {
    package static var secrets: Set<String> { [] }
}

/// What a starting service is given.
package final class ServiceStart: Sendable {
    package typealias Closing = @Sendable () async throws -> Void

    package let logger: Logger
    package let metrics: MetricsBackend
    private let closings = Mutex<[Closing]>([])

    package init(logger: Logger, metrics: MetricsBackend) {
        self.logger = logger
        self.metrics = metrics
    }

    /// Runs `closing` after everything has stopped, or when the start fails. For clients and pools, which end the
    /// process by a trap when they are dropped open; so call it right after they are made.
    package func atEnd(_ closing: @escaping Closing) {
        closings.withLock { $0.append(closing) }
    }

    /// The last one made is closed first, because it may use those before it. One that fails keeps no other open.
    func close() async {
        let closings = closings.withLock { closings in
            defer { closings = [] }
            return closings
        }
        for closing in closings.reversed() {
            do {
                try await closing()
            } catch {
                logger.warning("not closed properly", metadata: ["type": .string("\(type(of: error))")])
            }
        }
    }
}
