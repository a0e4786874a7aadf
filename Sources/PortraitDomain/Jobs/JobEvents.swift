extension JobStore {
    /// Every event of a job after a number, once and in order, until the job has ended or the task is cancelled.
    package func events(of id: ID<Job>, after number: Int = 0) -> JobEvents {
        JobEvents(store: self, id: id, number: number)
    }
}

/// See `JobStore.events`. It asks the store for more only when the last ones are consumed, so that a slow reader needs
/// no buffer.
package struct JobEvents: AsyncSequence, Sendable {
    package typealias Element = JobEvent
    package typealias Failure = JobStoreError

    let store: any JobStore
    let id: ID<Job>
    let number: Int

    package func makeAsyncIterator() -> Iterator { Iterator(store: store, id: id, number: number) }

    package struct Iterator: AsyncIteratorProtocol {
        let store: any JobStore
        let id: ID<Job>
        /// The last event's that was returned or waits in `pending`.
        var number: Int
        var pending: ArraySlice<JobEvent> = []
        var isAtEnd = false

        init(store: any JobStore, id: ID<Job>, number: Int) {
            (self.store, self.id, self.number) = (store, id, number)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(JobStoreError) -> JobEvent? {
            while pending.isEmpty, !isAtEnd {
                let reading = try await store.read(id, after: number, waits: true)
                pending = reading.events[...]
                number = reading.events.last?.number ?? number
                isAtEnd = reading.job.state.isEnded && number >= reading.job.eventCount || Task.isCancelled
            }
            return pending.popFirst()
        }
    }
}
