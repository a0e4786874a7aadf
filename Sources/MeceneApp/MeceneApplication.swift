package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Whether requests should be sent here: after the first idea has been made and until the signal to stop.
package final class Readiness: Sendable {
    private let state = Mutex(false)

    package init() {}

    package var isReady: Bool { state.withLock { $0 } }

    package func set(_ isReady: Bool) {
        state.withLock { $0 = isReady }
    }
}

/// Makes the first idea so that dictionaries are loaded, then says that the service is ready, until it is told to stop.
package struct ReadinessService: Service {
    private let readiness: Readiness
    private let logger: Logger
    private let warmUp: @Sendable () async throws -> Void

    package init(_ readiness: Readiness, logger: Logger, warmUp: @escaping @Sendable () async throws -> Void) {
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

extension MeceneRoutes {
    /// The HTTP server. It drains running requests when it is told to stop.
    package func application(
        _ configuration: ServiceConfiguration, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let idle = TimeAmount.seconds(configuration.idleTimeOut.components.seconds)
        return Application(
            router: router(),
            server: .http1(configuration: .init(additionalChannelHandlers: [ClientWatch()], idleTimeout: idle)),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                logger.info(
                    "listening", metadata: ["host": .string(configuration.host), "port": .stringConvertible(port)])
                onListening(port)
            },
            logger: logger)
    }
}
