package import ServiceKit

/// How much a service takes at once, and for how long.
package struct RequestLimits: Sendable, Equatable {
    /// Bytes of a request's body.
    package var body = 8192
    /// Requests carried out at once; others are sent away with 503.
    package var concurrency = 32
    package var timeOut = Duration.seconds(60)
    /// For a request's body to arrive; while it does, the request holds no place.
    package var bodyTimeOut = Duration.seconds(5)
    /// For the rest of a stream to be taken by its reader after the time for the request is over.
    package var writeTimeOut = Duration.seconds(5)

    package init() {}
}

extension RequestLimits {
    /// With `MECENE` as the prefix:
    ///
    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_LIMIT_BODY` | 8192 | Bytes of a request's body |
    /// | `MECENE_LIMIT_CONCURRENCY` | 32 | Requests carried out at once |
    /// | `MECENE_LIMIT_TIMEOUT` | 60s | Time for one request |
    package init(_ settings: SettingsReader, prefix: String) {
        self.init()
        body = settings.integer(prefix + ".limit.body", in: 64...1_048_576, default: body)
        concurrency = settings.integer(prefix + ".limit.concurrency", in: 1...10_000, default: concurrency)
        timeOut = settings.duration(
            prefix + ".limit.timeout", in: .milliseconds(10) ... .seconds(3600), default: timeOut)
    }
}
