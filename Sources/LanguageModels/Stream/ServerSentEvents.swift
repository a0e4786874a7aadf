/// One event of a `text/event-stream`.
package struct ServerSentEvent: Sendable, Equatable {
    /// `message` when the stream names none.
    package var name: String
    package var data: String

    package init(name: String = "message", data: String) {
        self.name = name
        self.data = data
    }
}

/// Reads a `text/event-stream` piece by piece (WHATWG HTML, "Server-sent events"). How the bytes are cut into pieces
/// does not matter. Identifiers and reconnection times are ignored, because no caller reconnects.
package struct ServerSentEventParser: Sendable {
    /// Longest line and longest data of one event, in bytes.
    package let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var name = ""
    private var hasData = false
    private var followsReturn = false
    private var isFirstLine = true

    package init(limit: Int = 1 << 20) {
        self.limit = limit
    }

    /// - Returns: the events that became complete.
    package mutating func push(_ bytes: some Sequence<UInt8>) throws(LanguageModelError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            defer { followsReturn = byte == 0x0D }
            switch byte {
            case 0x0A where followsReturn: continue  // the second half of CR LF
            case 0x0A, 0x0D:
                if let event = try endLine() { events.append(event) }
            default:
                guard line.count < limit else { throw .tooLarge(limit: limit) }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() throws(LanguageModelError) -> ServerSentEvent? {
        defer {
            line.removeAll(keepingCapacity: true)
            isFirstLine = false
        }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard !line.isEmpty else { return endEvent() }
        let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == 0x20 { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data":
            guard data.count + value.count < limit else { throw .tooLarge(limit: limit) }
            if hasData { data.append(0x0A) }
            data += value
            hasData = true
        case "event": name = String(decoding: value, as: UTF8.self)
        default: break  // a comment, an identifier, or a field that does not exist yet
        }
        return nil
    }

    private mutating func endEvent() -> ServerSentEvent? {
        defer {
            data.removeAll(keepingCapacity: true)
            name = ""
            hasData = false
        }
        guard hasData else { return nil }
        return ServerSentEvent(name: name.isEmpty ? "message" : name, data: String(decoding: data, as: UTF8.self))
    }
}
