import Support
import Synchronization
import Testing

@Suite struct ConcurrencyLimitTests {
    @Test("Never more tasks than allowed run at once") func limit() async throws {
        let limit = ConcurrencyLimit(3)
        let running = Running()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let permit = await limit.enter(within: .seconds(3600))
                    defer { withExtendedLifetime(permit) {} }
                    running.enter()
                    for _ in 0..<5 { await Task.yield() }
                    running.leave()
                }
            }
        }
        let (now, most, done) = running.counts
        #expect(now == 0 && done == 50 && limit.runningCount == 0)
        #expect((1...3).contains(most))
    }

    @Test("A cancelled task leaves the queue") func cancellation() async throws {
        let limit = ConcurrencyLimit(1)
        let first = try #require(limit.enterNow())
        let second = Task { await limit.enter(within: .seconds(3600)) == nil }
        while limit.waitingCount == 0 { await Task.yield() }
        second.cancel()
        #expect(await second.value)
        #expect(limit.waitingCount == 0)
        withExtendedLifetime(first) {}
    }

    @Test("A slot goes to the task that has waited longest") func order() async throws {
        let limit = ConcurrencyLimit(1)
        let order = Order()
        var first = limit.enterNow()
        var tasks: [Task<Void, Never>] = []
        for number in 0..<3 {
            tasks.append(
                Task {
                    let permit = await limit.enter(within: .seconds(3600))
                    order.add(number)
                    withExtendedLifetime(permit) {}
                })
            while limit.waitingCount <= number { await Task.yield() }
        }
        withExtendedLifetime(first) {}
        first = nil
        for task in tasks { await task.value }
        #expect(order.all == [0, 1, 2])
        #expect(limit.enterNow() != nil)
    }

    @Test("A task whose turn does not come gives up, or is turned away at once") func timeOut() async throws {
        let limit = ConcurrencyLimit(1)
        var permit = limit.enterNow()
        #expect(permit != nil && limit.runningCount == 1)
        #expect(await limit.enter(within: .milliseconds(50)) == nil)
        #expect(limit.enterNow() == nil && limit.waitingCount == 0)
        permit = nil
        #expect(limit.runningCount == 0)
        #expect(await limit.enter(within: .seconds(3600)) != nil)
    }
}

private final class Order: Sendable {
    private let numbers = Mutex<[Int]>([])

    var all: [Int] { numbers.withLock { $0 } }

    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
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
