import Support

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A moment in universal time.
package struct Timestamp: Sendable, Equatable {
    /// Milliseconds since 1970.
    package let milliseconds: Int

    package init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    @Sendable package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000)
    }

    /// `2026-01-31T12:00:00.123Z`.
    package var text: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [(parts.tm_year + 1900).padded(to: 4)] + [parts.tm_mon + 1, parts.tm_mday].map { $0.padded(to: 2) }
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0.padded(to: 2) }
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "."
            + (milliseconds % 1000).padded(to: 3) + "Z"
    }
}
