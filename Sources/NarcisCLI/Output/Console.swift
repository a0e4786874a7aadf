import Foundation

/// Prints to the terminal of the running command.
enum Console {
    /// Without control characters: names come from foreign files and could move the cursor or change colors.
    static func print(_ text: String) { Terminal.current.output(visible(text, keeping: ["\n", "\t"]) + "\n") }

    /// One line on standard error, whatever the message holds.
    static func error(_ message: String) { say(message, after: "error:", color: 31) }

    static func note(_ message: String) { say(message, after: "note:", color: 33) }

    /// Prose, which keeps its last period.
    static func idea(_ text: String) { say(text, after: "idea:", color: 36, isProse: true) }

    private static func say(_ message: String, after mark: String, color: Int, isProse: Bool = false) {
        var line = visible(message.split(whereSeparator: \.isNewline).joined(separator: " "))
        if !isProse, line.hasSuffix("."), !line.hasSuffix("..") { line.removeLast() }
        let terminal = Terminal.current
        terminal.error("\(terminal.hasColor ? "\u{1B}[1;\(color)m\(mark)\u{1B}[0m" : mark) \(line)\n")
    }

    private static func visible(_ text: String, keeping kept: Set<Unicode.Scalar> = []) -> String {
        let scalars = text.unicodeScalars.filter { scalar in
            kept.contains(scalar) || scalar.properties.generalCategory != .control && !scalar.isDirectionMark
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension Console {
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

extension Unicode.Scalar {
    /// Whether it is a direction mark, which can make a name look like another one.
    fileprivate var isDirectionMark: Bool {
        switch value {
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
