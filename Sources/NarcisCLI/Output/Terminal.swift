internal import Foundation

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

    package init(
        output: @escaping @Sendable (String) -> Void, error: @escaping @Sendable (String) -> Void,
        isInteractive: Bool, hasColor: Bool, columns: @escaping @Sendable () -> Int,
        now: @escaping @Sendable () -> Double
    ) {
        self.output = output
        self.error = error
        self.isInteractive = isInteractive
        self.hasColor = hasColor
        self.columns = columns
        self.now = now
    }

    /// Standard output and standard error. Colors follow NO_COLOR (no-color.org).
    package static let standard: Terminal = {
        let environment = ProcessInfo.processInfo.environment
        let isInteractive = isatty(2) == 1 && environment["TERM"] != "dumb"
        let start = ContinuousClock.now
        return Terminal(
            output: { FileHandle.standardOutput.write(Data($0.utf8)) },
            error: { FileHandle.standardError.write(Data($0.utf8)) }, isInteractive: isInteractive,
            hasColor: isInteractive && environment["NO_COLOR", default: ""].isEmpty,
            columns: {
                var size = winsize()
                guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
                return Int(size.ws_col)
            },
            now: {
                let elapsed = start.duration(to: .now).components
                return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
            })
    }()

    /// The terminal of the command that runs.
    @TaskLocal package static var current = Terminal.standard
}
