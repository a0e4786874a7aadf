import Synchronization

/// Lets a fixed number of tasks through at once. The others wait in order of arrival, or are turned away.
package final class ConcurrencyLimit: Sendable {
    /// A slot, which is free again when the last reference to its permit is gone.
    package final class Permit: Sendable {
        private let limit: ConcurrencyLimit

        fileprivate init(_ limit: ConcurrencyLimit) { self.limit = limit }

        deinit { limit.leave() }
    }

    private struct State {
        var free: Int
        var nextTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Permit?, Never>)] = []
        /// Tickets that were cancelled before their tasks had begun to wait.
        var cancelled: Set<Int> = []

        mutating func takeSlot() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    private let count: Int
    private let state: Mutex<State>

    /// - Parameter count: at least 1.
    package init(_ count: Int) {
        self.count = max(count, 1)
        state = Mutex(State(free: self.count))
    }

    package var runningCount: Int { count - state.withLock { $0.free } }

    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// - Returns: nil when no slot is free.
    package func enterNow() -> Permit? {
        let isAdmitted = state.withLock { $0.takeSlot() }
        return isAdmitted ? Permit(self) : nil
    }

    /// - Returns: nil when no slot is free within `time`, or when the task is cancelled.
    package func enter(within time: Duration) async -> Permit? {
        await withTaskGroup(of: Permit?.self) { group in
            group.addTask { await self.enter() }
            group.addTask {
                try? await ContinuousClock().sleep(for: time)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            // Keep a slot that was granted while timing out.
            let second = await group.next() ?? nil
            return first ?? second
        }
    }

    private func enter() async -> Permit? {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        // A cancellation that comes while the continuation is resumed leaves its ticket behind.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAdmitted: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    if state.takeSlot() { return true }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let isAdmitted { continuation.resume(returning: isAdmitted ? Permit(self) : nil) }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Permit?, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            waiting?.resume(returning: nil)
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Permit?, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: Permit(self))
    }
}
