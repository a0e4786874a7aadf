import LanguageModels
import Synchronization
import Testing

@Suite struct ConcurrencyLimitTests {
    @Test func neverMoreThanAllowedRunAtOnce() async throws {
        let limit = ConcurrencyLimit(3)
        let running = Running()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try? await limit.run(waitingAtMost: .seconds(3600)) {
                        running.enter()
                        for _ in 0..<5 { await Task.yield() }
                        running.leave()
                    }
                }
            }
        }
        let (now, most, done) = running.counts
        #expect(now == 0 && done == 50)
        #expect((1...3).contains(most))
    }

    @Test func aCancelledTaskLeavesTheQueue() async throws {
        let limit = ConcurrencyLimit(1)
        let gate = AsyncStream<Void>.makeStream()
        let first = Task {
            try await limit.run(waitingAtMost: .seconds(3600)) { for await _ in gate.stream { break } }
        }
        while true {  // until the first one is inside
            let probe = Task { try await limit.run(waitingAtMost: .seconds(3600)) {} }
            var isWaiting = false
            for _ in 0..<1000 where !isWaiting {
                await Task.yield()
                isWaiting = limit.waitingCount > 0
            }
            probe.cancel()
            _ = try? await probe.value
            if isWaiting { break }
        }
        let second = Task { try await limit.run(waitingAtMost: .seconds(3600)) {} }
        while limit.waitingCount == 0 { await Task.yield() }
        second.cancel()
        await #expect(throws: LanguageModelError.cancelled) { try await second.value }
        #expect(limit.waitingCount == 0)
        gate.continuation.yield()
        try await first.value
        try await limit.run(waitingAtMost: .seconds(3600)) {}
    }

    @Test func whoseTurnDoesNotComeGivesUp() async throws {
        let limit = ConcurrencyLimit(1)
        try await limit.run(waitingAtMost: .seconds(3600)) { () async throws(LanguageModelError) in
            await #expect(throws: LanguageModelError.timedOut(.queue)) {
                try await limit.run(waitingAtMost: .milliseconds(50)) {}
            }
            #expect(limit.waitingCount == 0)
        }
        try await limit.run(waitingAtMost: .seconds(3600)) {}
    }
}

private final class Running: Sendable {
    private let state = Mutex((now: 0, most: 0, done: 0))

    var counts: (now: Int, most: Int, done: Int) { state.withLock { $0 } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() {
        state.withLock { state in
            state.now -= 1
            state.done += 1
        }
    }
}
