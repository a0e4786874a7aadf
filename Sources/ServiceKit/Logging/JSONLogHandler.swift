import JSON
package import Logging

/// Writes every log entry as one line of JSON:
/// `{"time":"2026-01-31T12:00:00.123Z","level":"info","logger":"mecene","message":"…","request":"…"}`.
package struct JSONLogHandler: LogHandler {
    /// Characters of a message or a value; what is longer is cut.
    package static let lengthLimit = 4000
    private static let ownFields: Set<String> = ["time", "level", "logger", "message", "error"]

    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let label: String
    private let sink: LineSink
    private let now: @Sendable () -> Timestamp

    package init(
        label: String, level: Logger.Level, sink: @escaping LineSink = Lines.standardError,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
        self.label = label
        self.logLevel = level
        self.sink = sink
        self.now = now
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
