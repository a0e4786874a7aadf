/// Why there is no portrait, in words for the person who asked.
package enum PortraitError: Error, Sendable, Equatable {
    /// Every wrong field of the request.
    case invalidRequest([RequestProblem])
    /// A file or folder that does not exist or cannot be read; the message names it.
    case notFound(String, advice: PortraitAdvice? = nil)
    /// A photograph that cannot be read: not an image, too large…
    case photographRefused(name: String, reason: String)
    /// A photograph that nobody can be learned from: no face, too blurred…
    case photographUnfit(name: String, PhotographRefusal)
    /// Other foreign data that is wrong: a model's files, a picture's parameters.
    case badData(String, advice: PortraitAdvice? = nil)
    /// The engine failed: out of memory, no such device, an operator's error.
    case engine(String, advice: PortraitAdvice? = nil)
    /// The task was cancelled.
    case cancelled
}

extension PortraitError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidRequest(let problems):
            problems.map { "\($0.field) \($0.message)" }.joined(separator: "; ")
        case .notFound(let message, _), .badData(let message, _), .engine(let message, _): message
        case .photographRefused(let name, let reason): "\(name): \(reason)"
        case .photographUnfit(let name, let refusal): "\(name): \(refusal.code)"
        case .cancelled: "stopped"
        }
    }
}

extension PortraitError {
    /// How to fix it; nil where the message says that already.
    package var advice: PortraitAdvice? {
        switch self {
        case .notFound(_, let advice), .badData(_, let advice), .engine(_, let advice): advice
        case .invalidRequest, .photographRefused, .photographUnfit, .cancelled: nil
        }
    }
}
