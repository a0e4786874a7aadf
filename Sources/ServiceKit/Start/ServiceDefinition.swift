package import Logging
package import ServiceLifecycle
import Synchronization

/// Defines a service: reads its settings and, once all are valid, assembles its parts.
package protocol ServiceDefinition: Sendable {
    /// Prefix of its settings, label of its log and of its metrics: `mecene`.
    static var name: String { get }
    /// Environment variables that hold secrets.
    static var secrets: Set<String> { get }

    /// Reads the settings. Mistakes are reported to the reader, not thrown; after a mistake the service is not used.
    init(_ settings: SettingsReader) throws

    /// The parts that run, in the order in which they start. They are stopped in reverse order.
    func services(_ start: ServiceStart) async throws -> [any Service]
}

extension ServiceDefinition {
    package static var secrets: Set<String> { [] }
}

/// Passed to a service that starts.
package final class ServiceStart: Sendable {
    package typealias Closing = @Sendable () async throws -> Void

    package let logger: Logger
    package let metrics: MetricsBackend
    private let closings = Mutex<[Closing]>([])

    package init(logger: Logger, metrics: MetricsBackend) {
        self.logger = logger
        self.metrics = metrics
    }

    /// Runs `closing` after everything has stopped, or when the start fails. For clients and pools, which trap when
    /// they are released open: call it right after making one.
    package func atEnd(_ closing: @escaping Closing) {
        closings.withLock { $0.append(closing) }
    }

    /// In reverse order, because later ones may use earlier ones. A failure does not keep the others open.
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
