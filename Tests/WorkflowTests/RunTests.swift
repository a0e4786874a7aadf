import Testing
import Workflow

@Suite struct RunTests {
    @Test("Stages pass typed values") func stages() async throws {
        var graph = Graph<Tally>(name: "typed")
        graph.add(
            .stage("measure", from: \.words, to: \.length) { words, context in
                context.note("measured \(words)")
                return words.count
            })
        graph.connect(.start, to: "measure")
        graph.connect("measure", to: .end)
        let result = try await Workflow(graph).run(Tally(words: "blue whale"))
        #expect(result.state.length == 10)
        #expect(result.trace.entries.map(\.notes) == [["measured blue whale"]])
    }

    @Test("The error about a missing input names node and type") func missingInput() async throws {
        var graph = Graph<Tally>(name: "typed")
        graph.add(
            .stage("measure", from: \.words, to: \.length, retry: RetryPolicy(maximumAttempts: 5)) { words, _ in
                words.count
            })
        graph.connect(.start, to: "measure")
        graph.connect("measure", to: .end)
        graph.onFailure(of: "measure", goTo: .end)
        let workflow = try Workflow(graph)
        let error = try await #require(throws: WorkflowError.self) { _ = try await workflow.run(Tally()) }
        guard case .missingInput("measure", "String") = error else {
            Issue.record("a missing input is a mistake in the graph and no failure of the node, but: \(error)")
            return
        }
    }

    @Test("Conditional edges follow the state", arguments: [(3, "short"), (30, "long")])
    func branches(length: Int, expected: String) async throws {
        var graph = Graph<Tally>(name: "branch")
        graph.add(visit("look"))
        graph.add(visit("short"))
        graph.add(visit("long"))
        graph.connect(.start, to: "look")
        graph.branch("look", to: ["short", "long"]) { ($0.length ?? 0) > 10 ? "long" : "short" }
        graph.connect("short", to: .end)
        graph.connect("long", to: .end)
        let result = try await Workflow(graph).run(Tally(length: length))
        #expect(result.state.visited == ["look", expected])
        #expect(result.trace.entries.map(\.next.rawValue) == [expected, "end"])
    }

    @Test("An undeclared target is an error") func target() async throws {
        var graph = chain("a")
        graph.add(visit("b"))
        graph.branch("b", to: ["a", .end]) { _ in "elsewhere" }
        graph.onFailure(of: "a", goTo: "b")
        var branching = Graph<Tally>(name: "branch")
        branching.add(visit("b"))
        branching.connect(.start, to: "b")
        branching.branch("b", to: [.end]) { _ in "elsewhere" }
        let error = try await #require(throws: WorkflowError.self) { _ = try await Workflow(branching).run(Tally()) }
        #expect(error.description.contains("chose elsewhere"))
        #expect(try await Workflow(graph).run(Tally()).state.visited == ["a"])
    }

    @Test("Loops run until their condition ends them") func loops() async throws {
        var graph = Graph<Tally>(name: "loop")
        graph.add(visit("again"))
        graph.connect(.start, to: "again")
        graph.branch("again", to: ["again", .end]) { $0.visited.count < 5 ? "again" : .end }
        #expect(try await Workflow(graph).run(Tally()).state.visited.count == 5)
        let error = try await #require(throws: WorkflowError.self) {
            _ = try await Workflow(graph, stepLimit: 4).run(Tally())
        }
        guard case .tooManySteps(4, "again") = error else {
            Issue.record("unexpected \(error)")
            return
        }
    }

    @Test("Events come in order, before the next node begins") func events() async throws {
        let graph = chain("a", "b")
        var seen: [String] = []
        _ = try await Workflow(graph).run(Tally()) { event in
            switch event {
            case .started(let id): seen.append("started \(id)")
            case .failed(let id, _, _): seen.append("failed \(id)")
            case .finished(let entry, let state): seen.append("finished \(entry.node) \(state.visited.count)")
            }
        }
        #expect(seen == ["started a", "finished a 1", "started b", "finished b 2"])
    }

    @Test("A failure ends the run") func failure() async throws {
        var graph = Graph<Tally>(name: "failing")
        graph.add(Node("a") { _, _ in throw Trouble(description: "out of ink") })
        graph.connect(.start, to: "a")
        graph.connect("a", to: .end)
        let workflow = try Workflow(graph)
        let error = await #expect(throws: WorkflowError.self) {
            _ = try await workflow.run(Tally())
        }
        #expect(error?.description == "The node a failed after 1 attempt: out of ink")
    }
}
