package import Logging
import ServiceLifecycle
import Synchronization

/// Whether requests should be sent here: after the service has warmed up and until the signal to stop.
package final class Readiness: Sendable {
    private let state = Mutex(false)

    package init() {}

    package var isReady: Bool { state.withLock { $0 } }

    package func set(_ isReady: Bool) {
        state.withLock { $0 = isReady }
    }
}

/// Warms up, then reports the service ready until it is told to stop. Put it after the server in a group: at the end
/// readiness goes first, then the server drains.
package struct ReadinessService: Service {
    private let readiness: Readiness
    private let logger: Logger
    private let warmUp: @Sendable () async throws -> Void

    package init(
        _ readiness: Readiness, logger: Logger, warmUp: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.readiness = readiness
        self.logger = logger
        self.warmUp = warmUp
    }

    package func run() async throws {
        try await warmUp()
        readiness.set(true)
        logger.info("ready")
        try? await gracefulShutdown()
        readiness.set(false)
        logger.info("stopping")
    }
}
