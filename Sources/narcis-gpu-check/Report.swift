import Foundation

/// Says each result as soon as it is known, on standard output and as a line of JSON in a file.
struct Report {
    let part: String
    let file: String?
    let device: String
    let precision: String

    private struct Line: Encodable {
        let part, device, precision, name, unit: String
        let value: Double
        let holds: Bool?
    }

    /// - Parameter holds: whether a claim holds; nil for a measurement.
    func say(_ name: String, _ value: Double, _ unit: String, holds: Bool? = nil) throws {
        let verdict = holds.map { $0 ? "  ok" : "  NOT AS IT SHOULD BE" } ?? ""
        let text = name.padding(toLength: 44, withPad: " ", startingAt: 0) + String(format: " %12.4f ", value)
        note(text + unit + verdict)
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(
            Line(
                part: part, device: device, precision: precision, name: name, unit: unit, value: value, holds: holds))
        if !FileManager.default.fileExists(atPath: file) { FileManager.default.createFile(atPath: file, contents: nil) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: line + [UInt8(ascii: "\n")])
    }

    func note(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// A claim without a number.
    func claim(_ name: String, _ holds: Bool) throws { try say(name, holds ? 1 : 0, "", holds: holds) }
}
