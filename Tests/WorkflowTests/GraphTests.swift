import Testing
import Workflow

@Suite struct GraphTests {
    @Test("All mistakes are reported together") func mistakes() throws {
        var graph = Graph<Tally>(name: "broken")
        graph.add(visit("a"))
        graph.add(visit("a"))
        graph.add(visit("lonely"))
        graph.add(visit("end"))
        graph.connect("a", to: "ghost")
        graph.connect("a", to: .end)
        graph.connect("nobody", to: .end)
        graph.branch("lonely", to: []) { _ in .end }
        let error = try #require(throws: WorkflowError.self) { _ = try Workflow(graph) }
        guard case .invalidGraph(let problems) = error else {
            Issue.record("unexpected \(error)")
            return
        }
        let expected = [
            "a is added twice", "end is a reserved name", "a has two outgoing edges",
            "nothing is connected to start", "an edge leaves nobody", "the branch behind lonely has no target",
            "a cannot be reached from start", "lonely cannot be reached from start",
        ]
        for part in expected {
            #expect(problems.contains { $0.contains(part) }, "missing: \(part) in \(problems)")
        }
        #expect(error.description.hasPrefix("The workflow's graph is not valid: "))
    }

    @Test("A loop without an exit is refused") func loop() throws {
        var graph = Graph<Tally>(name: "loop")
        graph.add(visit("a"))
        graph.add(visit("b"))
        graph.connect(.start, to: "a")
        graph.connect("a", to: "b")
        graph.connect("b", to: "a")
        let error = try #require(throws: WorkflowError.self) { _ = try Workflow(graph) }
        #expect(error.description.contains("end cannot be reached from start"))
    }

    @Test("A node without a way on is refused") func deadEnd() throws {
        var graph = Graph<Tally>(name: "dead end")
        graph.add(visit("a"))
        graph.branch(.start, to: ["a", .end]) { _ in "a" }
        let error = try #require(throws: WorkflowError.self) { _ = try Workflow(graph) }
        #expect(error.description.contains("nothing leads on from a"))
    }

    @Test("The drawing marks used edges") func drawing() async throws {
        var graph = Graph<Tally>(name: "drawing")
        graph.add(visit("first"))
        graph.add(Node("second") { _, _ in throw Trouble(description: "no") })
        graph.add(visit("third"))
        graph.connect(.start, to: "first")
        graph.branch("first", to: ["second", "third"]) { _ in "second" }
        graph.connect("second", to: .end)
        graph.onFailure(of: "second", goTo: "third")
        graph.connect("third", to: .end)
        let result = try await Workflow(graph).run(Tally())
        let drawing = graph.mermaid(trace: result.trace)
        #expect(
            drawing == """
                flowchart TD
                    n_start([start])
                    n_first[first]
                    n_second[second]
                    n_third[third]
                    n_end([end])
                    n_start ==> n_first
                    n_first ==>|chosen| n_second
                    n_first -->|may| n_third
                    n_second --> n_end
                    n_second ==>|on failure| n_third
                    n_third ==> n_end

                """)
        #expect(!graph.mermaid().contains("==>"))
        #expect(graph.outline == "start>first first>second first>third second>end second>third third>end")
    }
}
