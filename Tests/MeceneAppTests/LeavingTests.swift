import HTTPService
import LanguageModelsTestSupport
import MeceneApp
import Testing

/// Clients that leave a stream whose author would go on for an hour.
@Suite(.timeLimit(.minutes(20))) struct LeavingTests {
    /// Leaves when the second of sixteen ideas has been begun, which would take an hour.
    @Test("Ideas that no client waits for are not made", arguments: [true, false]) func abandoned(endsBothSides: Bool)
        async throws
    {
        let service = try TestService(TestAuthor(.writesOnce))
        try await service.testOnPort { port in
            let client = try RawClient(port: port)
            client.get("/v1/ideas?words=quiet+storm&count=16&seed=1&stream=true")
            let read = try await client.read(until: "event: result")
            #expect(read.contains("event: result"), "\(read)")
            try await wait { service.author.ideasWritten == 2 }
            if endsBothSides { client.leave() } else { client.endSending() }
            try await waitUntil(running: 0, port)
        }
        #expect(service.author.ideasWritten == 2 && service.author.ideasEnded == 2)
    }

    @Test("A client that leaves before the first idea takes no slot") func early() async throws {
        let service = try TestService(TestAuthor(.waits))
        try await service.testOnPort { port in
            var clients: [RawClient] = []
            for seed in 1...8 {
                let client = try RawClient(port: port)
                client.get("/v1/ideas?words=quiet+storm&seed=\(seed)&stream=true")
                clients.append(client)
            }
            try await wait { service.author.ideasWritten == 8 }
            clients.forEach { $0.leave() }
            try await waitUntil(running: 0, port)
        }
        #expect(service.author.ideasEnded == 8)
    }

    /// Who takes nothing of a stream is left when its time is over, and its place is free. Small segments and a small
    /// buffer keep the system from taking everything in the reader's stead.
    @Test("A client that reads nothing loses its slot") func idle() async throws {
        let service = try TestService {
            $0.limits.concurrency = 1
            $0.countLimit = 64
            $0.limits.timeOut = .seconds(5)
            $0.limits.writeTimeOut = .milliseconds(100)
        }
        try await service.testOnPort { port in
            let client = try RawClient(port: port, receiveBuffer: 2048, segment: 536)
            client.get("/v1/ideas?words=quiet+storm&count=64&seed=1&stream=true")
            try await wait { service.author.ideasWritten > 0 }
            try await waitUntil(running: 0, port)
            #expect(try await !client.read(until: "event: done").contains("event: done"))
        }
    }
}
