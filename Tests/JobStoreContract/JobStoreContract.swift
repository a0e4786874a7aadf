package import PortraitDomain

/// What every `JobStore` must do, as checks that know nothing of how it does it. A store's tests run them all:
///
///     @Test(arguments: JobStoreContract.checks)
///     func contract(check: JobStoreCheck) async throws {
///         try await check.run { clock, rules in MyStore(clock: clock, rules: rules) }
///     }
///
/// Time passes only when a check moves its clock; no check sleeps.
package enum JobStoreContract {
    package static let checks: [JobStoreCheck] =
        queueChecks + orderChecks + leaseChecks + retryChecks + cancelChecks + eventChecks + watchChecks + crowdChecks
        + randomChecks
}

/// Makes an empty store that takes the time from the clock.
package typealias JobStoreFactory = @Sendable (UnixClock, JobRules) async throws -> any JobStore

/// One thing that a store must do.
package struct JobStoreCheck: Sendable, CustomStringConvertible {
    /// A sentence: what holds.
    package let description: String
    private let rules: JobRules
    private let body: @Sendable (Bench) async throws -> Void

    init(
        _ description: String, rules: JobRules = JobRules(), _ body: @escaping @Sendable (Bench) async throws -> Void
    ) {
        self.description = description
        self.rules = rules
        self.body = body
    }

    /// Throws `BrokenPromise` where the store does otherwise.
    package func run(_ make: JobStoreFactory) async throws {
        let clock = ManualClock()
        try await body(Bench(store: try await make(clock.clock, rules), clock: clock, rules: rules))
    }
}

/// Where and how a store did not keep the contract.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String
}

func require(
    _ isSo: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws {
    if !isSo { throw BrokenPromise(description: "\(message()) (\(file):\(line))") }
}

func requireError<Value>(
    _ expected: JobStoreError, file: StaticString = #fileID, line: UInt = #line, _ body: () async throws -> Value
) async throws {
    do {
        _ = try await body()
    } catch let error as JobStoreError {
        return try require(error == expected, "threw \(error) instead of \(expected)", file: file, line: line)
    }
    throw BrokenPromise(description: "did not throw \(expected) (\(file):\(line))")
}

func requireValue<Value>(
    _ value: Value?, _ message: String, file: StaticString = #fileID, line: UInt = #line
) throws -> Value {
    guard let value else { throw BrokenPromise(description: "\(message) (\(file):\(line))") }
    return value
}
