import Foundation
import Support

/// Where a command's words go: real streams, or a test's own.
package struct Terminal: Sendable {
    package var output: @Sendable (String) -> Void
    package var error: @Sendable (String) -> Void
    /// Whether standard error is a terminal on which a line can be drawn over.
    package var isInteractive: Bool
    package var hasColor: Bool
    /// Characters of a line.
    package var columns: @Sendable () -> Int
    /// Seconds from any fixed moment.
    package var now: @Sendable () -> Double
    /// Whether some output could not be written, which makes the command fail at its end.
    package var hasLostOutput: @Sendable () -> Bool = { false }

    /// Standard output and standard error. Colors follow NO_COLOR (no-color.org).
    package static let standard: Terminal = {
        let environment = ProcessInfo.processInfo.environment
        let isInteractive = isatty(2) == 1 && environment["TERM"] != "dumb"
        let start = ContinuousClock.now
        // Where standard error is lost too, there is nowhere left to say so.
        let error: @Sendable (String) -> Void = { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }
        // Unlike `write(_:)`, which ends the program where it fails.
        let output = CheckedOutput(write: { try FileHandle.standardOutput.write(contentsOf: $0) }, report: error)
        return Terminal(
            output: { output.print($0) }, error: error, isInteractive: isInteractive,
            hasColor: isInteractive && environment["NO_COLOR", default: ""].isEmpty,
            columns: {
                var size = winsize()
                guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
                return Int(size.ws_col)
            },
            now: { start.duration(to: .now).seconds }, hasLostOutput: { output.hasFailed })
    }()

    /// The terminal of the command that runs.
    @TaskLocal package static var current = Terminal.standard
}
