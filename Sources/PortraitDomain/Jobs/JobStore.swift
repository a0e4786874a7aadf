/// Keeps jobs and hands them to workers, each to one at a time.
///
/// A store holds no rules of its own: it applies `Job.apply` and `QueueOrder` within a transaction, and passes the
/// checks of `JobStoreContract`. Its clock is one for all of its users; a database's own where there is one.
package protocol JobStore: Sendable {
    /// Puts a job into the queue. A second submission with the same owner and key returns the first one's job, ended or
    /// not, as long as that is kept; with another request it throws `keyInUse`.
    func enqueue(_ submission: JobSubmission) async throws(JobStoreError) -> Job

    /// The next job for a worker, or nil. Leases that ran out are taken back first: their jobs wait again, or are dead.
    func lease(to worker: ID<Worker>) async throws(JobStoreError) -> LeasedJob?

    /// The heartbeat: the lease with a later end. Throws `cancelled` where the job was cancelled meanwhile, and
    /// `leaseLost` where it is another worker's by now; the worker stops in both cases.
    func renew(_ lease: Lease) async throws(JobStoreError) -> Lease

    /// Appends a worker's reports to the job's events, all or none.
    func append(_ progress: [JobProgress], under lease: Lease) async throws(JobStoreError)

    /// Ends a worker's attempt: see `JobOutcome`.
    func end(_ lease: Lease, with outcome: JobOutcome) async throws(JobStoreError) -> Job

    /// Cancels a job that has not ended; its worker sees it at its next write. An ended job is returned as it is.
    func cancel(_ id: ID<Job>) async throws(JobStoreError) -> Job

    /// A job with its events after a number, in order; as many as the store likes to return at once, at least one where
    /// there is one. With `waits` it does not return before there is an event, unless the job has ended or the task is
    /// cancelled.
    func read(_ id: ID<Job>, after number: Int, waits: Bool) async throws(JobStoreError) -> JobReading
}

/// A job that a worker has just received.
package struct LeasedJob: Sendable, Equatable {
    package let job: Job
    package let lease: Lease

    package init(job: Job, lease: Lease) {
        self.job = job
        self.lease = lease
    }
}

/// A job, and some of its events.
package struct JobReading: Sendable, Equatable {
    package let job: Job
    package let events: [JobEvent]

    package init(job: Job, events: [JobEvent]) {
        self.job = job
        self.events = events
    }
}

/// An error of a store.
package enum JobStoreError: Error, Sendable, Equatable {
    case unknownJob
    /// The owner has used the key, or somebody the identifier, for another job.
    case keyInUse
    /// Too many jobs wait.
    case full
    case invalidRequest([RequestProblem])
    /// The lease ran out, was ended or was given to another worker.
    case leaseLost
    /// The job of the lease was cancelled.
    case cancelled
    case tooManyEvents
    /// The change is not possible in the job's state: a store's own mistake.
    case notWaiting
    /// The store cannot be reached, or its data is damaged.
    case unavailable(String)
}
