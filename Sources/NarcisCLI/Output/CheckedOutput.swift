import Foundation
import Synchronization

/// Standard output that reports its first failed write (a full disk, a closed pipe) and drops all later text. The work
/// goes on, so that no picture is lost for a line about it.
final class CheckedOutput: Sendable {
    private let write: @Sendable (Data) throws -> Void
    private let report: @Sendable (String) -> Void
    private let failure = Mutex(false)

    /// - Parameter report: called once with a line on why nothing more can be written.
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
