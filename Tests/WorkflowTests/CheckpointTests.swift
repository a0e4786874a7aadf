import Foundation
import Support
import TestSupport
import Testing
import Workflow

@Suite struct CheckpointTests {
    /// Three nodes of which the middle one fails as long as `broken` counts at most `times`.
    private func graph(failing times: Int, _ calls: Counter) -> Graph<Tally> {
        var graph = Graph<Tally>(name: "resumable")
        graph.add(visit("first"))
        graph.add(
            Node("middle") { state, _ in
                guard calls.next() > times else { throw Trouble(description: "power cut") }
                var next = state
                next.visited.append("middle")
                return next
            })
        graph.add(visit("last"))
        graph.connect(.start, to: "first")
        graph.connect("first", to: "middle")
        graph.connect("middle", to: "last")
        graph.connect("last", to: .end)
        return graph
    }

    @Test("A run continues where it failed") func resume() async throws {
        try await withTemporaryFolder { folder async throws in
            let store = FileCheckpointStore<Tally>(folder: folder.appending(path: "new"))
            let calls = Counter()
            let workflow = try Workflow(graph(failing: 1, calls))
            await #expect(throws: WorkflowError.self) {
                _ = try await workflow.run(
                    Tally(words: "kept"), checkpoints: store, name: "job-1", isSameRun: { $0.words == "kept" })
            }
            let checkpoint = try #require(try store.load("job-1"))
            #expect(checkpoint.next == "middle")
            #expect(checkpoint.state.visited == ["first"])

            var started: [NodeID] = []
            let result = try await workflow.run(
                Tally(words: "kept"), checkpoints: store, name: "job-1", isSameRun: { $0.words == "kept" }
            ) { event in
                if case .started(let id) = event { started.append(id) }
            }
            #expect(started == ["middle", "last"])
            #expect(result.state == Tally(words: "kept", visited: ["first", "middle", "last"]))
            #expect(result.trace.entries.map(\.node) == ["first", "middle", "last"])
            #expect(try store.load("job-1") == nil)
        }
    }

    @Test("A checkpoint of another run is refused") func otherRun() async throws {
        let store = MemoryCheckpointStore<Tally>()
        let workflow = try Workflow(graph(failing: 1, Counter()))
        await #expect(throws: WorkflowError.self) {
            _ = try await workflow.run(
                Tally(words: "one"), checkpoints: store, name: "job", isSameRun: { _ in true })
        }
        let error = try await #require(throws: WorkflowError.self) {
            _ = try await workflow.run(
                Tally(words: "two"), checkpoints: store, name: "job", isSameRun: { $0.words == "two" })
        }
        #expect(error.description.contains("job was written by a run with another input"))
        #expect(await store.load("job")?.state.words == "one", "it is left for whom it belongs to")
    }

    /// Its last checkpoint leads to the end, so that a second run gives the same result without a node.
    @Test("A result is returned even if its checkpoint cannot be removed") func sealed() async throws {
        let store = SealedStore<Tally>()
        let calls = Counter()
        let workflow = try Workflow(graph(failing: 0, calls))
        for _ in 0..<2 {
            let result = try await workflow.run(
                Tally(), checkpoints: store, name: "job", isSameRun: { _ in true })
            #expect(result.state.visited == ["first", "middle", "last"])
        }
        #expect(calls.value == 1)
    }

    @Test("A checkpoint too large to be read is not written") func tooLarge() throws {
        try withTemporaryFolder { folder in
            let store = FileCheckpointStore<Tally>(folder: folder.appending(path: "new"))
            let good = Checkpoint(workflow: "w", next: "a", state: Tally(words: "x"), trace: Trace())
            try store.save(good, as: "job")
            let words = String(repeating: "x", count: FileCheckpointStore<Tally>.maximumBytes)
            let large = Checkpoint(workflow: "w", next: "a", state: Tally(words: words), trace: Trace())
            let error = try #require(throws: WorkflowError.self) { try store.save(large, as: "job") }
            #expect(error.description.contains("larger than 4 MiB"))
            #expect(try store.load("job")?.state.words == "x")
        }
    }

    @Test("Cancellation stops before the next node and can be resumed") func cancellation() async throws {
        let store = MemoryCheckpointStore<Tally>()
        var graph = Graph<Tally>(name: "cancelled")
        graph.add(visit("first"))
        graph.add(visit("second"))
        graph.connect(.start, to: "first")
        graph.connect("first", to: "second")
        graph.connect("second", to: .end)
        let workflow = try Workflow(graph)
        let task = Task { () -> WorkflowError? in
            do throws(WorkflowError) {
                _ = try await workflow.run(
                    Tally(), checkpoints: store, name: "a", isSameRun: { _ in true }
                ) { event in
                    if case .finished = event { withUnsafeCurrentTask { $0?.cancel() } }
                }
                return nil
            } catch {
                return error
            }
        }
        guard case .cancelled(before: "second") = await task.value else {
            Issue.record("the run was not cancelled")
            return
        }
        let result = try await workflow.run(
            Tally(), checkpoints: store, name: "a", isSameRun: { _ in true })
        #expect(result.state.visited == ["first", "second"])
    }

    @Test("Cancellation ends a pause between attempts and takes no failure edge") func cancelledPause() async throws {
        var graph = Graph<Tally>(name: "waiting")
        let retry = RetryPolicy(
            maximumAttempts: 3, backoff: Backoff(initial: .seconds(3600), maximum: .seconds(3600)))
        graph.add(Node("a", retry: retry) { _, _ in throw Trouble(description: "no") })
        graph.connect(.start, to: "a")
        graph.connect("a", to: .end)
        graph.onFailure(of: "a", goTo: .end)
        let workflow = try Workflow(graph)
        let task = Task {
            try await workflow.run(Tally()) { event in
                if case .failed = event { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        let error = await #expect(throws: WorkflowError.self) { _ = try await task.value }
        guard case .cancelled(before: "a") = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
    }

    @Test("A checkpoint of another graph is refused") func otherGraph() async throws {
        let store = MemoryCheckpointStore<Tally>()
        let workflow = try Workflow(chain("a", "b"))
        let foreign = Checkpoint(workflow: "chain: other", next: "a", state: Tally(), trace: Trace())
        await store.save(foreign, as: "x")
        let error = try await #require(throws: WorkflowError.self) {
            _ = try await workflow.run(Tally(), checkpoints: store, name: "x", isSameRun: { _ in true })
        }
        #expect(error.description.contains("belongs to the workflow chain: other"))
        let lost = Checkpoint(
            workflow: "chain: start>a a>b b>end", next: "nowhere", state: Tally(), trace: Trace())
        await store.save(lost, as: "y")
        let second = try await #require(throws: WorkflowError.self) {
            _ = try await workflow.run(Tally(), checkpoints: store, name: "y", isSameRun: { _ in true })
        }
        guard case .unknownCheckpointNode("nowhere") = second else {
            Issue.record("unexpected \(second)")
            return
        }
    }

    @Test("Damaged and oversized files are errors") func damaged() async throws {
        try withTemporaryFolder { folder in
            let store = FileCheckpointStore<Tally>(folder: folder.appending(path: "new"))
            let good = Checkpoint(workflow: "w", next: "a", state: Tally(words: "x"), trace: Trace())
            try store.save(good, as: "good")
            let url = folder.appending(path: "new/good.checkpoint.json")
            let bytes = try Data(contentsOf: url)
            for length in stride(from: 0, to: bytes.count, by: 7) {
                try bytes.prefix(length).write(to: url)
                #expect(throws: WorkflowError.self) { _ = try store.load("good") }
            }
            try Data(repeating: UInt8(ascii: " "), count: FileCheckpointStore<Tally>.maximumBytes + 1).write(to: url)
            let error = try #require(throws: WorkflowError.self) { _ = try store.load("good") }
            #expect(error.description.contains("larger than 4 MiB"))
        }
    }

    @Test(
        "Only plain names reach the file system",
        arguments: ["", "../up", "a b", "ä", String(repeating: "x", count: 65), "a/b", "."])
    func names(name: String) {
        let store = FileCheckpointStore<Tally>(folder: FileManager.default.temporaryDirectory)
        #expect(throws: WorkflowError.self) { _ = try store.load(name) }
    }
}
