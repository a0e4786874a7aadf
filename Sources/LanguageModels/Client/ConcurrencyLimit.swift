import Synchronization

/// Lets a fixed number of tasks through at once; the others wait in order of arrival.
package final class ConcurrencyLimit: Sendable {
    private struct State {
        var free: Int
        var nextTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Tasks that were cancelled before they had begun to wait.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// - Parameter count: at least 1.
    package init(_ count: Int) {
        state = Mutex(State(free: max(count, 1)))
    }

    /// - Parameter time: the longest that `body` may wait for its turn.
    package func run<Value: Sendable>(
        waitingAtMost time: Duration, _ body: () async throws(LanguageModelError) -> Value
    ) async throws(LanguageModelError) -> Value {
        guard await enter(within: time) else { throw Task.isCancelled ? .cancelled : .timedOut(.queue) }
        defer { leave() }
        return try await body()
    }

    private func enter(within time: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.enter() }
            group.addTask {
                try? await ContinuousClock().sleep(for: time)
                return false
            }
            let isFirst = await group.next() ?? false
            group.cancelAll()
            // A turn that comes in the moment in which the time is over is taken all the same, so that none is lost.
            let isSecond = await group.next() ?? false
            return isFirst || isSecond
        }
    }

    /// Tasks that wait.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    private func enter() async -> Bool {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        // A cancellation that comes while the continuation is resumed leaves its ticket behind.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let admitted: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let admitted { continuation.resume(returning: admitted) }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            waiting?.resume(returning: false)
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
