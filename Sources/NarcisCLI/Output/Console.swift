internal import Dispatch
internal import Foundation

/// Lines to the terminal.
enum Console {
    static func error(_ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        FileHandle.standardError.write(Data("error: \(line)\n".utf8))
    }

    /// Whether standard error is a terminal on which a line can be drawn over.
    static var isInteractive: Bool { isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

    static var hasColor: Bool { isInteractive && ProcessInfo.processInfo.environment["NO_COLOR"] == nil }

    static var columns: Int {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func draw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// Calls `action` at the first Ctrl-C; a second one ends the program as usual.
final class InterruptSignal {
    private let source: any DispatchSourceSignal

    init(_ action: @escaping @Sendable () -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            signal(SIGINT, SIG_DFL)
            action()
        }
        source.resume()
    }

    func stop() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
