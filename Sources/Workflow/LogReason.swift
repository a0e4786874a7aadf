/// An error that says what happened without quoting what a person or a model wrote, for logs that others read.
package protocol DiscreetError: Error {
    var logReason: String { get }
}

/// What a log may say about an error: its own discreet words, else no more than its type.
package enum LogReason {
    package static func of(_ error: any Error) -> String {
        (error as? any DiscreetError)?.logReason ?? "\(type(of: error))"
    }
}

extension WorkflowError: DiscreetError {
    package var logReason: String {
        switch self {
        case .nodeFailed(let node, let attempts, let underlying):
            "the node \(node) failed after \(attempts) attempt\(attempts == 1 ? "" : "s"): "
                + LogReason.of(underlying)
        default: description
        }
    }
}
