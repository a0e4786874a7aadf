import Dispatch
import Foundation

/// Calls `action` at the first Ctrl-C, request to end or closed terminal; a second one ends the program as usual. A
/// signal that the program was started to ignore, as `nohup` and shells' background jobs do, stays ignored.
final class InterruptSignal {
    private let signals: [Int32]
    private let sources: [any DispatchSourceSignal]

    init(_ action: @escaping @Sendable () -> Void) {
        let signals = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
        self.signals = signals
        sources = signals.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signals.forEach { signal($0, SIG_DFL) }
                action()
            }
            source.resume()
            return source
        }
    }

    func stop() {
        sources.forEach { $0.cancel() }
        signals.forEach { signal($0, SIG_DFL) }
    }

    /// Leaves the signal ignored either way: the sources see it all the same.
    private static func isIgnored(_ number: Int32) -> Bool {
        let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
        return unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == ignored
    }
}
