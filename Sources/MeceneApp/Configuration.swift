package import HTTPService
package import ServiceKit

/// Address and limits of the service.
package struct MeceneConfiguration: Sendable, Equatable {
    package var server = HTTPServerConfiguration()
    package var limits = RequestLimits()
    /// Ideas of one request.
    package var countLimit = 16
    /// Cached ideas.
    package var cacheSize = 512

    package init() {}
}

extension MeceneConfiguration {
    /// Beside the settings of every HTTP service:
    ///
    /// | Setting | Default | What it is |
    /// |---|---|---|
    /// | `MECENE_LIMIT_COUNT` | 16 | Ideas per request, 1…64 |
    /// | `MECENE_CACHE_SIZE` | 512 | Ideas kept; 0 keeps none |
    package init(_ settings: SettingsReader) {
        self.init()
        server = HTTPServerConfiguration(settings, prefix: "mecene")
        limits = RequestLimits(settings, prefix: "mecene")
        countLimit = settings.integer("mecene.limit.count", in: 1...64, default: countLimit)
        cacheSize = settings.integer("mecene.cache.size", in: 0...100_000, default: cacheSize)
    }
}
