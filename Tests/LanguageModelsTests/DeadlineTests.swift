import LanguageModels
import LanguageModelsTestSupport
import Support
import Testing

/// Calls that wait for others, or whose caller has no time left.
@Suite struct DeadlineTests {
    private func client(_ server: ScriptedServer, total: Duration) throws -> LanguageModelClient<
        OpenAIDialect
    > {
        var configuration = LanguageModelClient<OpenAIDialect>.Configuration()
        configuration.timeOuts = patience
        configuration.timeOuts.total = total
        configuration.concurrency = 1
        return LanguageModelClient(
            OpenAIDialect(), endpoint: try Endpoint(base: server.base, model: "m"),
            configuration: configuration)
    }

    private func failure(_ client: LanguageModelClient<OpenAIDialect>) async -> LanguageModelError? {
        do throws(LanguageModelError) {
            _ = try await client.complete(question)
            return nil
        } catch {
            return error
        }
    }

    /// Ten calls for one place: nine of them have no time left when it is free, and are not sent.
    @Test("A call that waited too long is not sent") func queue() async throws {
        try await ScriptedServer.run([.hang]) { server in
            let client = try client(server, total: .seconds(3600))
            let end = ContinuousClock.now + .seconds(3)
            let errors = await withTaskGroup(of: LanguageModelError?.self) { group in
                for _ in 0..<10 {
                    group.addTask { await RunDeadline.$current.withValue(end) { await failure(client) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            try await client.shutdown()
            #expect(errors.allSatisfy { $0 == .timedOut(.queue) || $0 == .timedOut(.total) }, "\(errors)")
            // None where the machine was so busy that even the first had no time left.
            #expect(server.requests.count <= 1)
        }
    }

    @Test("The caller's own deadline counts") func caller() async throws {
        try await ScriptedServer.run([.hang]) { server in
            let client = try client(server, total: .seconds(3600))
            let now = ContinuousClock.now
            let soon = await RunDeadline.$current.withValue(now + .milliseconds(200)) {
                await failure(client)
            }
            let before = server.requests.count
            let past = await RunDeadline.$current.withValue(now) { await failure(client) }
            try await client.shutdown()
            #expect(soon == .timedOut(.total) && past == .timedOut(.total))
            #expect(server.requests.count == before)
        }
    }
}
