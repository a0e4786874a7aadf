import Foundation
import Synchronization

/// Standard output whose first failed write (a full disk, a reader that went away) is told and remembered: what follows
/// is dropped and the work goes on, so that no picture is lost for a line about it.
final class CheckedOutput: Sendable {
    private let write: @Sendable (Data) throws -> Void
    private let report: @Sendable (String) -> Void
    private let failure = Mutex(false)

    /// - Parameter report: is told once, in a line, why nothing more can be written.
    init(write: @escaping @Sendable (Data) throws -> Void, report: @escaping @Sendable (String) -> Void) {
        self.write = write
        self.report = report
    }

    var hasFailed: Bool { failure.withLock { $0 } }

    func print(_ text: String) {
        let problem: String? = failure.withLock { hasFailed in
            guard !hasFailed else { return nil }
            do {
                try write(Data(text.utf8))
                return nil
            } catch {
                hasFailed = true
                return (error as? CocoaError)?.code == .fileWriteOutOfSpace ? "the disk is full" : "it was closed"
            }
        }
        if let problem { report("error: standard output cannot be written to: \(problem)\n") }
    }
}
