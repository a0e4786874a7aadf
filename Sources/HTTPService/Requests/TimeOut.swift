/// Runs `body`; cancels it and throws `problem` when the time is over.
package func withTimeOut<Value: Sendable>(
    _ duration: Duration, _ problem: Problem = .timedOut,
    body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask(operation: body)
        group.addTask {
            try await ContinuousClock().sleep(for: duration)
            throw problem
        }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
