import HTTPTypes
import Hummingbird
import Mecene
import NIOCore
import ServiceKit
import WordSafety
import Workflow

/// What went wrong, as `application/problem+json` (RFC 9457).
struct Problem: HTTPResponseError, Equatable {
    var status: HTTPResponse.Status
    /// For the person who asked.
    var detail: String
    /// The field that is wrong, the kind of refusal.
    var more: [String: String] = [:]
    var retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ detail: String, more: [String: String] = [:], retryAfter: Int? = nil) {
        self.status = status
        self.detail = detail
        self.more = more
        self.retryAfter = retryAfter
    }

    static func invalid(_ detail: String, field: String) -> Problem {
        Problem(.badRequest, detail, more: ["field": field])
    }

    static let busy = Problem(
        .serviceUnavailable, "too many requests are being carried out; try again", retryAfter: 1)
    static let stopping = Problem(
        .serviceUnavailable, "the service is stopping; try again", retryAfter: 1)
    static let bodyTimedOut = Problem(.requestTimeout, "the body was not there in time")
    static let timedOut = Problem(.gatewayTimeout, "the idea was not ready in time")

    init(_ error: MeceneError) {
        switch error {
        case .refused(let refusal):
            self.init(.unprocessableContent, refusal.description, more: ["refusal": refusal.kind.rawValue])
        case _ where error.isAboutTheWords:
            self.init(.badRequest, error.description, more: ["field": "words"])
        case .cancelled: self = .stopping
        // The rest is about this machine and not for the caller; the log has it.
        default: self.init(.internalServerError, "no idea could be made")
        }
    }

    /// Whether somebody should look at it: neither the caller's mistake nor what a full or ending service does.
    var isNoteworthy: Bool { status.kind == .serverError && status != .serviceUnavailable }

    /// Any error that a route throws.
    init(any error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as MeceneError: self.init(error)
        case let error as any HTTPResponseError: self.init(error.status, error.status.reasonPhrase.lowercased())
        case is CancellationError: self.init(MeceneError.cancelled)
        default: self.init(.internalServerError, "something went wrong here")
        }
    }

    /// - Parameter request: the request's identifier, which the log has too.
    func json(request: String?) -> String {
        var fields: [(String, String)] = [
            ("type", JSONText.quoted("about:blank")), ("title", JSONText.quoted(status.reasonPhrase)),
            ("status", "\(status.code)"), ("detail", JSONText.quoted(detail)),
        ]
        if let request { fields.append(("request", JSONText.quoted(request))) }
        fields += more.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    func response(request: String?) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: json(request: request))))
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        response(request: nil)
    }
}

extension Problem: DiscreetError {
    /// Details of mistakes quote the request, those of the service do not.
    var logReason: String { status.kind == .serverError ? detail : status.reasonPhrase }
}
