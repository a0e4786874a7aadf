extension Graph {
    /// The graph as a Mermaid flow chart; nodes and edges that `trace` has used are drawn thick.
    package func mermaid(trace: Trace? = nil) -> String {
        let used = Set((trace?.entries ?? []).map { Link(source: $0.node, target: $0.next) })
        let first = trace?.entries.first.map { Link(source: .start, target: $0.node) }
        var lines = ["flowchart TD"]
        for id in [.start] + order + [.end] {
            let shape = id == .start || id == .end ? "([\(id)])" : "[\(id)]"
            lines.append("    \(Self.drawn(id))\(shape)")
        }
        for link in links() {
            let thick = used.contains(link.ends) || link.ends == first
            let arrow =
                switch link.kind {
                case .plain: thick ? "==>" : "-->"
                case .branch: thick ? "==>|chosen|" : "-->|may|"
                case .failure: thick ? "==>|on failure|" : "-.->|on failure|"
                }
            lines.append("    \(Self.drawn(link.ends.source)) \(arrow) \(Self.drawn(link.ends.target))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One line per edge, sorted as the nodes were added. Two graphs with the same outline accept each other's
    /// checkpoints.
    package var outline: String {
        links().map { "\($0.ends.source)>\($0.ends.target)" }.joined(separator: " ")
    }

    private struct Link: Hashable {
        let source: NodeID
        let target: NodeID
    }

    private enum LinkKind {
        case plain, branch, failure
    }

    private func links() -> [(ends: Link, kind: LinkKind)] {
        ([.start] + order).flatMap { source -> [(Link, LinkKind)] in
            var found: [(Link, LinkKind)] =
                switch edges[source] {
                case .to(let target): [(Link(source: source, target: target), .plain)]
                case .branch(let targets, _): targets.map { (Link(source: source, target: $0), .branch) }
                case nil: []
                }
            if let target = failureEdges[source] {
                found.append((Link(source: source, target: target), .failure))
            }
            return found
        }
    }

    /// Mermaid takes the bare word `end` for a keyword.
    private static func drawn(_ id: NodeID) -> String {
        "n_" + String(id.rawValue.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}
