package import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes every log entry as one line of JSON:
/// `{"time":"2026-01-31T12:00:00.123Z","level":"info","logger":"mecene","message":"…","request":"…"}`.
package struct JSONLogHandler: LogHandler {
    package typealias Sink = @Sendable (String) -> Void

    /// Characters of a message or a value; what is longer is cut.
    package static let lengthLimit = 4000
    private static let ownFields: Set<String> = ["time", "level", "logger", "message", "error"]

    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let label: String
    private let sink: Sink
    private let now: @Sendable () -> Timestamp

    package init(
        label: String, level: Logger.Level, sink: @escaping Sink = JSONLogHandler.standardError,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
        self.label = label
        self.logLevel = level
        self.sink = sink
        self.now = now
    }

    /// One write per line, so that lines of several threads do not mix.
    package static let standardError: Sink = { line in
        var bytes = Array(line.utf8)
        bytes.append(0x0A)
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { return }
            start += max(written, 0)
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = #"{"time":"\#(now().text)","level":"\#(event.level.rawValue)","logger":"# + JSONText.quoted(label)
        line += #","message":"# + JSONText.quoted(Self.cut(event.message.description))
        if let error = event.error { line += #","error":"# + JSONText.quoted(Self.cut("\(error)")) }
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            let name = Self.ownFields.contains(key) ? "_" + key : key
            line += "," + JSONText.quoted(name) + ":" + Self.json(value)
        }
        sink(line + "}")
    }

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): JSONText.quoted(cut(text))
        case .stringConvertible(let number as Int): "\(number)"
        case .stringConvertible(let value): JSONText.quoted(cut(value.description))
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .dictionary(let fields):
            "{"
                + fields.sorted { $0.key < $1.key }.map { JSONText.quoted($0.key) + ":" + json($0.value) }
                .joined(separator: ",") + "}"
        @unknown default: JSONText.quoted(cut("\(value)"))
        }
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= lengthLimit ? text : text.prefix(lengthLimit) + "…"
    }
}

package enum JSONText {
    /// The text as a JSON string, with its quotation marks.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

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
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(width - digits.count, 0)) + digits
        }
        let date = [(Int(parts.tm_year) + 1900, 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
        let clock = [(Int(parts.tm_hour), 2), (Int(parts.tm_min), 2), (Int(parts.tm_sec), 2)]
        return date.map(padded).joined(separator: "-") + "T" + clock.map(padded).joined(separator: ":") + "."
            + padded(milliseconds % 1000, 3) + "Z"
    }
}
