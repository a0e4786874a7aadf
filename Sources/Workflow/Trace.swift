/// The record of a run: one entry for every node that was left, also by its failure edge.
package struct Trace: Sendable, Codable, Equatable {
    package private(set) var entries: [TraceEntry] = []

    package init(entries: [TraceEntry] = []) {
        self.entries = entries
    }

    mutating func append(_ entry: TraceEntry) {
        entries.append(entry)
    }

    /// Attempts beyond the first of each node.
    package var retries: Int {
        entries.reduce(0) { $0 + $1.attempts - 1 }
    }

    /// A table for people.
    package var table: String {
        let width = entries.map(\.node.rawValue.count).max() ?? 0
        return entries.enumerated().map { index, entry in
            let node = entry.node.rawValue.padding(toWidth: width)
            var line = "\(index + 1). \(node)  \(entry.milliseconds.formattedMilliseconds)  → \(entry.next)"
            for (number, failure) in entry.failures.enumerated() {
                line += "\n     attempt \(number + 1) failed: \(failure)"
            }
            for note in entry.notes {
                line += "\n     \(note)"
            }
            return line
        }.joined(separator: "\n")
    }
}

/// One node's part in a trace.
package struct TraceEntry: Sendable, Codable, Equatable {
    package let node: NodeID
    /// The next node.
    package let next: NodeID
    /// Why each failed attempt failed. The node was left by its failure edge when this has as many lines as `attempts`.
    package let failures: [String]
    package let attempts: Int
    package let notes: [String]
    /// Time from entering the node to leaving it, waiting times between attempts included.
    package let milliseconds: Double

    package init(
        node: NodeID, next: NodeID, failures: [String] = [], attempts: Int = 1, notes: [String] = [],
        milliseconds: Double = 0
    ) {
        self.node = node
        self.next = next
        self.failures = failures
        self.attempts = attempts
        self.notes = notes
        self.milliseconds = milliseconds
    }

    package var succeeded: Bool { failures.count < attempts }
}

extension String {
    fileprivate func padding(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Double {
    fileprivate var formattedMilliseconds: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10)) ms"
    }
}
