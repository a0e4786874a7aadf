package import HTTPService
import HTTPTypes
package import Mecene
import WordSafety

extension MeceneError: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .refused(let refusal):
            Problem(.unprocessableContent, refusal.description, more: ["refusal": refusal.kind.rawValue])
        case _ where isAboutTheWords: .invalid(description, field: "words")
        case .cancelled: .stopping
        // Other errors are internal: they are logged and not shown.
        default: Problem(.internalServerError, "no idea could be made")
        }
    }
}

extension Problem {
    static let ideaTimedOut = Problem(.gatewayTimeout, "the idea was not ready in time")
}
