/// The way on from a node.
package enum Edge<State: Sendable>: Sendable {
    case to(NodeID)
    /// A conditional edge: `choose` names one of the declared targets.
    case branch(targets: [NodeID], choose: @Sendable (State) -> NodeID)

    var targets: [NodeID] {
        switch self {
        case .to(let target): [target]
        case .branch(let targets, _): targets
        }
    }
}

/// A workflow's graph while it is built. `Workflow.init` checks it as a whole, so that the order of the calls does not
/// matter and all mistakes are reported at once.
package struct Graph<State: Sendable>: Sendable {
    package let name: String
    private(set) var nodes: [NodeID: Node<State>] = [:]
    private(set) var order: [NodeID] = []
    private(set) var edges: [NodeID: Edge<State>] = [:]
    private(set) var failureEdges: [NodeID: NodeID] = [:]
    private var mistakes: [String] = []

    package init(name: String) {
        self.name = name
    }

    package mutating func add(_ node: Node<State>) {
        if node.id == .start || node.id == .end {
            mistakes.append("\(node.id) is a reserved name")
        } else if nodes.updateValue(node, forKey: node.id) != nil {
            mistakes.append("\(node.id) is added twice")
        } else {
            order.append(node.id)
        }
    }

    package mutating func connect(_ source: NodeID, to target: NodeID) {
        setEdge(.to(target), from: source)
    }

    /// Adds a conditional edge. `choose` sees the state that the node returned.
    package mutating func branch(
        _ source: NodeID, to targets: [NodeID], choose: @escaping @Sendable (State) -> NodeID
    ) {
        setEdge(.branch(targets: targets, choose: choose), from: source)
    }

    /// Continues at `target`, with the state before `source`, when `source` has failed for good.
    package mutating func onFailure(of source: NodeID, goTo target: NodeID) {
        if failureEdges.updateValue(target, forKey: source) != nil {
            mistakes.append("\(source) has two failure edges")
        }
    }

    private mutating func setEdge(_ edge: Edge<State>, from source: NodeID) {
        if edges.updateValue(edge, forKey: source) != nil {
            mistakes.append("\(source) has two outgoing edges; use one branch")
        }
    }

    /// Everything that is wrong with the graph, in a stable order; empty when it can run.
    func problems() -> [String] {
        var problems = mistakes
        if edges[.start] == nil {
            problems.append("nothing is connected to start")
        }
        let sources = Set(edges.keys).union(failureEdges.keys)
        for source in sources.sorted(by: { $0.rawValue < $1.rawValue }) where source != .start {
            if nodes[source] == nil {
                problems.append("an edge leaves \(source), which is not a node")
            }
        }
        for source in [.start] + order {
            for target in targets(of: source) where target != .end && nodes[target] == nil {
                problems.append("an edge of \(source) leads to \(target), which is not a node")
            }
            if let edge = edges[source], edge.targets.isEmpty {
                problems.append("the branch behind \(source) has no target")
            }
        }
        let reached = reachable()
        for id in order {
            if edges[id] == nil {
                problems.append("nothing leads on from \(id)")
            }
            if !reached.contains(id) {
                problems.append("\(id) cannot be reached from start")
            }
        }
        if edges[.start] != nil, !reached.contains(.end) {
            problems.append("end cannot be reached from start")
        }
        return problems
    }

    func targets(of source: NodeID) -> [NodeID] {
        (edges[source]?.targets ?? []) + (failureEdges[source].map { [$0] } ?? [])
    }

    private func reachable() -> Set<NodeID> {
        var reached: Set<NodeID> = []
        var waiting: [NodeID] = [.start]
        while let id = waiting.popLast() {
            for target in targets(of: id) where reached.insert(target).inserted {
                waiting.append(target)
            }
        }
        return reached
    }
}
