/// Reads the pause that a server asks for: `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), or the
/// `retry-after-ms` that some language model servers send as well.
package enum RetryAfter {
    /// - Parameter now: seconds since 1970.
    package static func pause(retryAfter: String?, milliseconds: String?, now: Double) -> Duration? {
        if let text = milliseconds, let value = Double(text), value.isFinite, value >= 0 {
            return .milliseconds(min(value, 1e9))
        }
        guard let text = retryAfter else { return nil }
        if let seconds = Double(text) {
            return seconds.isFinite && seconds >= 0 ? .seconds(min(seconds, 1e6)) : nil
        }
        return seconds(ofHTTPDate: text).map { .seconds(max($0 - now, 0)) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that servers may send today.
    package static func seconds(ofHTTPDate text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(of: String(parts[2])),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) ?? -1 }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2])
        else { return nil }
        let seconds = time[0] * 3600 + time[1] * 60 + time[2]
        return Double(days(year: year, month: month + 1, day: day) * 86400 + seconds)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Days since 1970 in the Gregorian calendar, with years that begin in March so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let fromMarch = (month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (fromMarch * 153 + 2) / 5 + day - 1 - 719_468
    }
}
