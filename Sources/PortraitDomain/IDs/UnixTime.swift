#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Milliseconds since 1970, as identifiers and stores keep them: an integer is the same in every program and database.
package struct UnixTime: Sendable, Hashable, Comparable {
    /// 48 bits, as in a version 7 UUID: until the year 10889.
    package static let range: ClosedRange<Int64> = 0...(1 << 48 - 1)

    package let milliseconds: Int64

    /// Values outside of `range` become its nearest end, so that no sum of a time and a duration can trap.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
    }

    package static func < (left: UnixTime, right: UnixTime) -> Bool { left.milliseconds < right.milliseconds }

    package static func + (time: UnixTime, duration: Duration) -> UnixTime {
        let (sum, overflows) = time.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return UnixTime(milliseconds: overflows ? .max : sum)
    }

    package static func - (later: UnixTime, earlier: UnixTime) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension UnixTime: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let milliseconds = try container.decode(Int64.self)
        guard Self.range.contains(milliseconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time")
        }
        self.init(milliseconds: milliseconds)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Duration {
    /// Rounded towards zero; durations beyond 64 bits become the nearest value.
    package var wholeMilliseconds: Int64 {
        let (seconds, overflows) = components.seconds.multipliedReportingOverflow(by: 1000)
        guard !overflows else { return components.seconds < 0 ? .min : .max }
        let (sum, overflowsToo) = seconds.addingReportingOverflow(components.attoseconds / 1_000_000_000_000_000)
        return overflowsToo ? (seconds < 0 ? .min : .max) : sum
    }
}

/// A source of time; tests pass one that they move themselves.
package struct UnixClock: Sendable {
    package let now: @Sendable () -> UnixTime

    package init(now: @escaping @Sendable () -> UnixTime) { self.now = now }

    package static let system = UnixClock {
        UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
