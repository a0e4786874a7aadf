/// The transitions of a job.
package enum JobChange: Sendable, Equatable {
    case leased(by: ID<Worker>)
    case renewed(Lease)
    case progressed([JobProgress], Lease)
    case ended(Lease, JobOutcome)
    /// Its lease ran out.
    case expired
    case cancelled
}

/// How a worker's attempt ended.
package enum JobOutcome: Sendable, Equatable {
    case done
    case failed(JobFailure)
    /// The worker gives the job back because it stops or its device is busy; the attempt does not count.
    case released(after: Duration)
}

extension Job {
    /// Moves the job, or throws and leaves it as it is: every rule of the queue in one pure function. A store reads a
    /// job, applies the change, and writes job and events in one transaction.
    package mutating func apply(
        _ change: JobChange, at now: UnixTime, rules: JobRules
    ) throws(JobStoreError) -> [JobEvent] {
        switch change {
        case .leased(let worker):
            guard case .queued(let from) = state, from <= now else { throw .notWaiting }
            attempts += 1
            token += 1
            state = .leased(Lease(job: id, worker: worker, token: token, expires: now + rules.leaseTime))
            return [record(.leased(worker, attempt: attempts), at: now)]
        case .renewed(let lease):
            var held = try held(lease, at: now)
            held.expires = max(held.expires, now + rules.leaseTime)
            state = .leased(held)
            updated = max(updated, now)
            return []
        case .progressed(let progress, let lease):
            _ = try held(lease, at: now)
            guard progress.count <= rules.eventLimit - progressCount else { throw .tooManyEvents }
            progressCount += progress.count
            return progress.map { record(.progress($0), at: now) }
        case .ended(let lease, let outcome):
            // A worker whose first answer was lost sends it again; the second one must succeed too.
            if state == state(after: outcome), state.isEnded, lease.token == token { return [] }
            _ = try held(lease, at: now)
            return [end(outcome, at: now, rules: rules)]
        case .expired:
            guard case .leased(let lease) = state, lease.expires <= now else { throw .notWaiting }
            // The job may have killed its worker, so that the attempt counts.
            return [retry(after: .workerLost, from: now, at: now, rules: rules)]
        case .cancelled:
            guard !state.isEnded else { return [] }
            state = .cancelled
            return [record(.cancelled, at: now)]
        }
    }

    /// The stored lease, if the worker's is the newest and has not expired.
    private func held(_ lease: Lease, at now: UnixTime) throws(JobStoreError) -> Lease {
        guard lease.token == token else { throw .leaseLost }
        switch state {
        case .leased(let held) where held.worker == lease.worker && now < held.expires: return held
        case .cancelled: throw .cancelled
        default: throw .leaseLost
        }
    }

    private mutating func end(_ outcome: JobOutcome, at now: UnixTime, rules: JobRules) -> JobEvent {
        switch outcome {
        case .done:
            state = .done
            return record(.done, at: now)
        case .failed(let failure) where failure.isRetryable:
            let wait = rules.retry.delay(afterAttempt: attempts, seed: id.low)
            return retry(after: failure, from: now + wait, at: now, rules: rules)
        case .failed(let failure):
            state = .failed(failure)
            return record(.failed(failure), at: now)
        case .released(let wait):
            attempts -= 1
            let from = now + max(wait, .zero)
            state = .queued(from: from)
            return record(.released(from: from), at: now)
        }
    }

    private mutating func retry(
        after failure: JobFailure, from: UnixTime, at now: UnixTime, rules: JobRules
    ) -> JobEvent {
        guard attempts < rules.retry.attempts else {
            state = .dead(failure)
            return record(.dead(failure), at: now)
        }
        state = .queued(from: from)
        return record(.retried(failure, from: from), at: now)
    }

    /// The end that an outcome leads to; nil where it goes back to the queue.
    private func state(after outcome: JobOutcome) -> JobState? {
        switch outcome {
        case .done: .done
        case .failed(let failure): failure.isRetryable ? .dead(failure) : .failed(failure)
        case .released: nil
        }
    }
}
