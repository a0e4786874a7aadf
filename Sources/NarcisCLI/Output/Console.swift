/// Lines to the terminal of the command that runs.
enum Console {
    static func print(_ text: String) { Terminal.current.output(text + "\n") }

    /// One line on standard error, whatever the message holds.
    static func error(_ message: String) { say(message, after: "error:", color: 31) }

    static func note(_ message: String) { say(message, after: "note:", color: 33) }

    /// Prose for people, whose last period stays.
    static func idea(_ text: String) { say(text, after: "idea:", color: 36, isProse: true) }

    private static func say(_ message: String, after mark: String, color: Int, isProse: Bool = false) {
        // Names come out of foreign files: what would move the cursor or change colors is not passed on.
        let words = message.split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars
        var line = String(String.UnicodeScalarView(words.filter { $0.properties.generalCategory != .control }))
        if !isProse, line.hasSuffix("."), !line.hasSuffix("..") { line.removeLast() }
        let terminal = Terminal.current
        terminal.error("\(terminal.hasColor ? "\u{1B}[1;\(color)m\(mark)\u{1B}[0m" : mark) \(line)\n")
    }
}
