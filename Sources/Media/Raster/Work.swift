import Dispatch
import Synchronization

/// Who does the work on planes: a number of threads, and whether the result is still wanted.
///
/// Work is cut into pieces that do not depend on the number of threads, so that results do not either.
package final class Work: Sendable {
    package let threads: Int
    private let flag: Flag

    /// - Parameter threads: at least 1.
    package convenience init(threads: Int) { self.init(threads: threads, flag: Flag()) }

    private init(threads: Int, flag: Flag) {
        self.threads = max(threads, 1)
        self.flag = flag
    }

    /// The same work on one thread, as a piece of many does its own; cancelled with it.
    package var single: Work { Work(threads: 1, flag: flag) }

    /// The same work on fewer threads; cancelled with it.
    package func limited(to count: Int) -> Work { Work(threads: min(threads, count), flag: flag) }

    /// Ends the work soon: what is still to be done is left out, and `check` throws.
    package func cancel() { flag.cancelled.store(true, ordering: .relaxed) }

    /// Also where the task that calls is cancelled. Threads of the work are none of the task's: whoever starts it in a
    /// task cancels it from the task's cancellation handler.
    package var isCancelled: Bool {
        if flag.cancelled.load(ordering: .relaxed) { return true }
        guard Task.isCancelled else { return false }
        cancel()
        return true
    }

    private final class Flag: Sendable {
        let cancelled = Atomic<Bool>(false)
    }

    /// - Throws: `CancellationError` when the work was cancelled; planes made until then hold nothing of use.
    package func check() throws {
        if isCancelled { throw CancellationError() }
    }

    /// Does pieces 0 ..< count, in any order.
    package func each(_ count: Int, _ body: @Sendable (Int) -> Void) {
        let workers = min(threads, count)
        guard workers > 1 else {
            for piece in 0..<max(count, 0) where !isCancelled { body(piece) }
            return
        }
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while !isCancelled {
                let piece = next.add(1, ordering: .relaxed).oldValue
                guard piece < count else { return }
                body(piece)
            }
        }
    }

    /// Does rows 0 ..< height in bands of 32.
    @inline(__always)
    func rows(_ height: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let band = 32
        each((height + band - 1) / band) { piece in
            body(piece * band..<min((piece + 1) * band, height))
        }
    }
}
