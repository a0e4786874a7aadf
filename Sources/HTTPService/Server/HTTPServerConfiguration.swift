package import ServiceKit

/// Address and connection limits of a server.
package struct HTTPServerConfiguration: Sendable, Equatable {
    package var host = "127.0.0.1"
    package var port = 8080
    package var connections = 256
    package var idleTimeOut = Duration.seconds(75)

    package init() {}
}

extension HTTPServerConfiguration {
    /// With `MECENE` as the prefix:
    ///
    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_HTTP_HOST` | `127.0.0.1` | Address to listen on; `0.0.0.0` for every one |
    /// | `MECENE_HTTP_PORT` | 8080 | 0…65535; 0 takes any free port |
    /// | `MECENE_HTTP_CONNECTIONS` | 256 | Open connections |
    /// | `MECENE_HTTP_IDLE_TIMEOUT` | 75s | A connection without traffic is closed |
    package init(_ settings: SettingsReader, prefix: String) {
        self.init()
        host = settings.text(prefix + ".http.host", default: host)
        port = settings.integer(prefix + ".http.port", in: 0...65535, default: port)
        connections = settings.integer(prefix + ".http.connections", in: 1...100_000, default: connections)
        idleTimeOut = settings.duration(
            prefix + ".http.idle.timeout", in: .seconds(1) ... .seconds(3600), default: idleTimeOut)
    }
}
