package import PortraitDomain
import Support
package import WordSafety
package import Workflow

/// Why there is no idea, in words for the person who asked.
package enum MeceneError: Error, Sendable {
    case noWords
    case tooManyWords(Int, limit: Int)
    case tooLong(limit: Int)
    case controlCharacters
    case refused(Refusal)
    case workflow(WorkflowError)
    case cancelled
}

extension MeceneError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noWords: "say in a few words what the portrait should be"
        case .tooManyWords(let count, let limit): "there are \(count) words; give \(limit) at most"
        case .tooLong(let limit): "the words are too long; give \(limit) bytes at most"
        case .controlCharacters: "the words have control characters"
        case .refused(let refusal): refusal.description
        case .workflow(let error): error.description
        case .cancelled: "stopped"
        }
    }
}

extension MeceneError {
    package init(_ error: WorkflowError) {
        switch error {
        case .cancelled: self = .cancelled
        case .nodeFailed(_, _, let underlying as MeceneError): self = underlying
        default: self = .workflow(error)
        }
    }

    /// Whether other words would help; false for internal errors.
    package var isAboutTheWords: Bool {
        switch self {
        case .noWords, .tooManyWords, .tooLong, .controlCharacters, .refused: true
        case .workflow, .cancelled: false
        }
    }
}

extension MeceneError: DiscreetError {
    package var logReason: String {
        switch self {
        case .refused(let refusal): "refused: \(refusal.kind.rawValue)"
        case .workflow(let error): error.logReason
        default: description
        }
    }
}

extension RejectedAnswer: DiscreetError {
    /// The problems quote the answer, which may quote the person's words.
    package var logReason: String {
        "the answer had \(problems.count) problem\(problems.count == 1 ? "" : "s") that no repair could mend"
    }
}

extension PortraitError {
    package init(_ error: MeceneError) {
        self =
            switch error {
            case .cancelled: .cancelled
            case _ where error.isAboutTheWords:
                .invalidRequest([RequestProblem(field: "words", message: "cannot be used: \(error)")])
            default: .engine(error.description)
            }
    }
}
