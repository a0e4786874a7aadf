/// A worker's claim on a job until a time.
///
/// The token grows with every lease of the job. Whatever the worker writes carries it, and a store refuses writes with
/// any token but the newest: a worker that slept through its lease cannot touch what another one has begun since.
package struct Lease: Sendable, Equatable {
    package let job: ID<Job>
    package let worker: ID<Worker>
    package let token: Int
    /// The first moment at which it no longer holds.
    package var expires: UnixTime

    package init(job: ID<Job>, worker: ID<Worker>, token: Int, expires: UnixTime) {
        self.job = job
        self.worker = worker
        self.token = token
        self.expires = expires
    }
}

/// A program that works on jobs. It takes a new identifier every time it starts, so that it cannot be confused with the
/// one that crashed before it.
package enum Worker {}

/// The owner of a job: an account, a guest, a server of a chat. The queue only compares them.
package enum Owner {}

extension Lease: Codable {
    private enum CodingKeys: String, CodingKey {
        case job, worker, token, expires
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        job = try values.decode(ID<Job>.self, forKey: .job)
        worker = try values.decode(ID<Worker>.self, forKey: .worker)
        token = try values.decode(Int.self, forKey: .token)
        expires = try values.decode(UnixTime.self, forKey: .expires)
        guard token > 0 else {
            throw DecodingError.dataCorruptedError(forKey: .token, in: values, debugDescription: "out of range")
        }
    }
}
