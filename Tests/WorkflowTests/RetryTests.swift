import Support
import Testing
import Workflow

@Suite struct RetryTests {
    private func graph(failing times: Int, retry: RetryPolicy, calls: Counter) -> Graph<Tally> {
        var graph = Graph<Tally>(name: "retry")
        graph.add(
            Node("flaky", retry: retry) { state, context in
                let call = calls.next()
                guard call > times else { throw Trouble(description: "failure \(call)") }
                var next = state
                next.visited.append(context.previousFailure ?? "first try")
                next.length = context.attemptsLeft
                return next
            })
        graph.connect(.start, to: "flaky")
        graph.connect("flaky", to: .end)
        return graph
    }

    @Test("A retry knows why the last attempt failed") func reason() async throws {
        let time = ManualClock()
        let retry = RetryPolicy(
            maximumAttempts: 5, backoff: Backoff(initial: .seconds(1), factor: 3, maximum: .seconds(5)))
        let workflow = try Workflow(graph(failing: 3, retry: retry, calls: Counter()), clock: time.clock)
        var failed: [Int] = []
        let result = try await workflow.run(Tally()) { event in
            if case .failed(_, let attempt, _) = event { failed.append(attempt) }
        }
        #expect(result.state.visited == ["failure 3"])
        #expect(result.state.length == 1)
        #expect(failed == [1, 2, 3])
        #expect(time.slept == [.seconds(1), .seconds(3), .seconds(5)])
        let entry = try #require(result.trace.entries.first)
        #expect(entry.failures == ["failure 1", "failure 2", "failure 3"])
        #expect(entry.attempts == 4 && entry.succeeded)
        #expect(entry.milliseconds == 9000)
        #expect(result.trace.retries == 3)
        #expect(result.trace.table.contains("attempt 2 failed: failure 2"))
        #expect(result.trace.table.contains("9000.0 ms"))
    }

    @Test("Attempts end") func end() async throws {
        let calls = Counter()
        let workflow = try Workflow(graph(failing: 9, retry: RetryPolicy(maximumAttempts: 3), calls: calls))
        let error = try await #require(throws: WorkflowError.self) { _ = try await workflow.run(Tally()) }
        guard case .nodeFailed("flaky", attempts: 3, let underlying) = error else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(calls.value == 3)
        #expect("\(underlying)" == "failure 3")
    }

    @Test("Some failures are not retried") func permanent() async throws {
        let calls = Counter()
        let retry = RetryPolicy(maximumAttempts: 3, isRetryable: { "\($0)" == "failure 1" })
        let workflow = try Workflow(graph(failing: 9, retry: retry, calls: calls))
        await #expect(throws: WorkflowError.self) { _ = try await workflow.run(Tally()) }
        #expect(calls.value == 2)
    }

    @Test("The failure edge continues with the state from before") func failureEdge() async throws {
        var graph = Graph<Tally>(name: "fallback")
        graph.add(visit("before"))
        graph.add(
            Node("model", retry: RetryPolicy(maximumAttempts: 2)) { state, context in
                context.note("asked \(context.attempt)")
                throw Trouble(description: "no answer")
            })
        graph.add(visit("embedded"))
        graph.connect(.start, to: "before")
        graph.connect("before", to: "model")
        graph.connect("model", to: .end)
        graph.onFailure(of: "model", goTo: "embedded")
        graph.connect("embedded", to: .end)
        let result = try await Workflow(graph).run(Tally())
        #expect(result.state.visited == ["before", "embedded"])
        let entry = result.trace.entries[1]
        #expect(!entry.succeeded)
        #expect(entry.next == "embedded")
        #expect(entry.notes == ["asked 1", "asked 2"])
    }
}
