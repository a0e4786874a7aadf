package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

extension HTTPServerConfiguration {
    /// The server, which drains running requests when it is told to stop.
    package func application(
        _ router: Router<ConnectedContext>, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ClientWatch()],
                    idleTimeout: .seconds(idleTimeOut.components.seconds))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(connections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                logger.info("listening", metadata: ["host": .string(host), "port": .stringConvertible(port)])
                onListening(port)
            },
            logger: logger)
    }
}
