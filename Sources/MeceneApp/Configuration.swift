package import Logging
package import ServiceKit

/// What the service listens on and how much it takes.
package struct ServiceConfiguration: Sendable, Equatable {
    package var host = "127.0.0.1"
    package var port = 8080
    /// Ideas of one request.
    package var countLimit = 16
    /// Bytes of a request's body.
    package var bodyLimit = 8192
    /// Ideas kept for the next request with the same words and seed.
    package var cacheSize = 512
    /// Requests carried out at once; others are sent away with 503.
    package var concurrency = 32
    package var connections = 256
    package var requestTimeOut = Duration.seconds(60)
    /// For a request's body to arrive; while it does, the request holds no place.
    package var bodyTimeOut = Duration.seconds(5)
    /// For the rest of a stream to be taken by its reader after the time for the request is over.
    package var writeTimeOut = Duration.seconds(5)
    package var idleTimeOut = Duration.seconds(75)
    /// How long running requests may go on after a signal to stop.
    package var drainTimeOut = Duration.seconds(20)
    package var logLevel = Logger.Level.info

    package init() {}
}

extension ServiceConfiguration {
    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_HTTP_HOST` | `127.0.0.1` | Address to listen on; `0.0.0.0` for every one |
    /// | `MECENE_HTTP_PORT` | 8080 | 0…65535; 0 takes any free port |
    /// | `MECENE_HTTP_CONNECTIONS` | 256 | Open connections |
    /// | `MECENE_HTTP_IDLE_TIMEOUT` | 75s | A connection without traffic is closed |
    /// | `MECENE_LIMIT_COUNT` | 16 | Ideas per request, 1…64 |
    /// | `MECENE_LIMIT_BODY` | 8192 | Bytes of a request's body |
    /// | `MECENE_LIMIT_CONCURRENCY` | 32 | Requests carried out at once |
    /// | `MECENE_LIMIT_TIMEOUT` | 60s | Time for one request |
    /// | `MECENE_CACHE_SIZE` | 512 | Ideas kept; 0 keeps none |
    /// | `MECENE_DRAIN_TIMEOUT` | 20s | Time for running requests after a signal to stop |
    /// | `MECENE_LOG_LEVEL` | info | trace, debug, info, notice, warning, error, critical |
    package init(_ settings: SettingsReader) {
        self.init()
        host = settings.text("mecene.http.host", default: host)
        port = settings.integer("mecene.http.port", in: 0...65535, default: port)
        connections = settings.integer("mecene.http.connections", in: 1...100_000, default: connections)
        idleTimeOut = settings.duration(
            "mecene.http.idle.timeout", in: .seconds(1) ... .seconds(3600), default: idleTimeOut)
        countLimit = settings.integer("mecene.limit.count", in: 1...64, default: countLimit)
        bodyLimit = settings.integer("mecene.limit.body", in: 64...1_048_576, default: bodyLimit)
        concurrency = settings.integer("mecene.limit.concurrency", in: 1...10_000, default: concurrency)
        requestTimeOut = settings.duration(
            "mecene.limit.timeout", in: .milliseconds(10) ... .seconds(3600), default: requestTimeOut)
        cacheSize = settings.integer("mecene.cache.size", in: 0...100_000, default: cacheSize)
        drainTimeOut = settings.duration(
            "mecene.drain.timeout", in: .seconds(1) ... .seconds(3600), default: drainTimeOut)
        logLevel = settings.choice("mecene.log.level", default: logLevel)
    }
}
