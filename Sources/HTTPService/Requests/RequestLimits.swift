package import ServiceKit

/// Limits on requests: size, number and time.
package struct RequestLimits: Sendable, Equatable {
    /// Bytes of a request's body.
    package var body = 8192
    /// Concurrent requests; further ones are refused with 503.
    package var concurrency = 32
    package var timeOut = Duration.seconds(60)
    /// For a request's body to arrive. The request takes a slot only after that.
    package var bodyTimeOut = Duration.seconds(5)
    /// For the client to read the rest of a stream after `timeOut`.
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
