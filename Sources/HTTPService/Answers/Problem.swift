package import HTTPTypes
package import Hummingbird
import JSON
import NIOCore
import ServiceKit
import Support

/// A problem document, `application/problem+json` (RFC 9457).
package struct Problem: HTTPResponseError, Equatable {
    package var status: HTTPResponse.Status
    /// Shown to the client.
    package var detail: String
    /// Further members, such as the wrong field or the kind of refusal.
    package var more: [String: String]
    package var retryAfter: Int?

    package init(
        _ status: HTTPResponse.Status, _ detail: String, more: [String: String] = [:], retryAfter: Int? = nil
    ) {
        self.status = status
        self.detail = detail
        self.more = more
        self.retryAfter = retryAfter
    }

    package static func invalid(_ detail: String, field: String) -> Problem {
        Problem(.badRequest, detail, more: ["field": field])
    }

    package static let busy = Problem(
        .serviceUnavailable, "too many requests are being carried out; try again", retryAfter: 1)
    package static let stopping = Problem(
        .serviceUnavailable, "the service is stopping; try again", retryAfter: 1)
    package static let notReady = Problem(.serviceUnavailable, "not ready", retryAfter: 1)
    package static let bodyTimedOut = Problem(.requestTimeout, "the body was not there in time")
    package static let timedOut = Problem(.gatewayTimeout, "the answer was not ready in time")

    /// Whether it belongs in the log as an error: not a client's mistake, nor a full or stopping service.
    package var isNoteworthy: Bool { status.kind == .serverError && status != .serviceUnavailable }
}

/// An error with a problem document for the client. Any other error becomes a 500 without details, and its reason is
/// logged.
package protocol ProblemConvertible: Error {
    var problem: Problem { get }
}

extension Problem {
    /// The problem document of any error that a route throws.
    package init(any error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as any ProblemConvertible: self = error.problem
        case let error as any HTTPResponseError: self.init(error.status, error.status.reasonPhrase.lowercased())
        case is CancellationError: self = .stopping
        default: self.init(.internalServerError, "something went wrong here")
        }
    }

    /// - Parameter request: the request's identifier, which the log has too.
    package func json(request: String?) -> String {
        var fields: [(String, String)] = [
            ("type", JSONText.quoted("about:blank")), ("title", JSONText.quoted(status.reasonPhrase)),
            ("status", "\(status.code)"), ("detail", JSONText.quoted(detail)),
        ]
        if let request { fields.append(("request", JSONText.quoted(request))) }
        fields += more.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    package func response(request: String?) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: json(request: request))))
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        response(request: nil)
    }
}

extension Problem: DiscreetError {
    /// Details of client errors quote the request; details of server errors do not.
    package var logReason: String { status.kind == .serverError ? detail : status.reasonPhrase }
}
