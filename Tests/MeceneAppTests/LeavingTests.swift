import LanguageModelsTestSupport
import Testing

/// Clients that leave a stream whose author would go on for an hour.
@Suite(.timeLimit(.minutes(10))) struct LeavingTests {
    /// The idle service's number of running requests, without the one that asks.
    private func waitUntilIdle(_ port: Int) async throws {
        while true {
            let client = try RawClient(port: port)
            client.get("/metrics")
            let head = try await client.read(until: "\nmecene_running_requests ")
            client.leave()
            if head.contains("\nmecene_running_requests 0") { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test(arguments: [true, false]) func ideasThatNobodyWaitsForAreNotMade(endsBothSides: Bool) async throws {
        let service = try TestService(TestAuthor(.writesOnce))
        try await service.testOnPort { port in
            let client = try RawClient(port: port)
            client.get("/v1/ideas?words=quiet+storm&count=16&seed=1&stream=true")
            let read = try await client.read(until: "event: idea")
            #expect(read.contains("event: idea"), "\(read)")
            if endsBothSides { client.leave() } else { client.endSending() }
            try await waitUntilIdle(port)
        }
        #expect((1...2).contains(service.author.ideasWritten))
    }

    @Test func leavingBeforeTheFirstEventCostsNothing() async throws {
        let service = try TestService(TestAuthor(.waits))
        try await service.testOnPort { port in
            for seed in 1...8 {
                let client = try RawClient(port: port)
                client.get("/v1/ideas?words=quiet+storm&seed=\(seed)&stream=true")
                client.leave()
            }
            try await waitUntilIdle(port)
        }
    }
}
