@testable import PortraitDomain

extension JobSubmission {
    private static let ids = IDSource()

    static func made(_ request: StoredRequest = .made()) -> JobSubmission {
        let id = ids.next(Job.self)
        guard let key = IdempotencyKey(id.description) else { preconditionFailure("an identifier is a good key") }
        return JobSubmission(id: id, owner: ids.next(), key: key, request: request)
    }
}

extension Job {
    /// The same job every time.
    static func made() throws -> Job {
        var submission = JobSubmission.made()
        submission.id = .made(1)
        submission.owner = .made(2)
        submission.key = try key("form-7")
        return Job.queued(submission, at: UnixTime(milliseconds: 1_700_000_000_000)).job
    }

    private static func key(_ text: String) throws -> IdempotencyKey {
        guard let key = IdempotencyKey(text) else { throw PortraitError.badData("key") }
        return key
    }
}
