import HTTPService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LanguageModelsTestSupport
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(20))) struct LimitTests {
    @Test("Beyond the limit requests are sent away, and a place that is given up is free") func admission() async throws
    {
        let service = TestService { $0.concurrency = 1 }
        try await service.test { client async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let running = try await client.get("/work")
                    #expect(running.status == .ok)
                }
                try await wait { service.beginnings == 1 }
                #expect(service.running == 1)
                let answer = try await client.get("/work")
                #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "1")
                #expect(try await client.get("/health").status == .ok)
                service.release()
                try await group.waitForAll()
            }
            #expect(try await client.get("/work").status == .ok)
        }
        #expect(service.running == 0)
    }

    @Test("What takes too long is ended") func timeOut() async throws {
        let service = TestService { $0.timeOut = .milliseconds(50) }
        try await service.test { client async throws in
            #expect(try await client.get("/work").status == .gatewayTimeout)
        }
        #expect(service.ends == 1 && service.running == 0)
    }

    @Test("A body that does not come holds no place, and is not waited for long") func slowBodies() async throws {
        let service = TestService {
            $0.concurrency = 1
            $0.bodyTimeOut = .seconds(2)
        }
        try await service.testOnPort { port, _ in
            let slow = try (0..<4).map { _ in try RawClient(port: port) }
            for client in slow {
                client.send("POST /body HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n{")
            }
            let quick = try RawClient(port: port)
            quick.send("POST /body HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nquick")
            #expect(try await quick.read(until: "quick").hasPrefix("HTTP/1.1 200 "))
            for client in slow {
                #expect(try await client.read(until: "\r\n").hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    @Test("A running request is answered after the signal to stop, and the service is not ready from then on")
    func drain() async throws {
        let service = TestService()
        try await service.testOnPort { port, group in
            let client = try RawClient(port: port)
            client.get("/work")
            try await wait { service.beginnings == 1 }
            await group.triggerGracefulShutdown()
            try await wait { !service.readiness.isReady }
            #expect(service.ends == 0)
            service.release()
            #expect(try await client.read(until: "done\n").hasPrefix("HTTP/1.1 200 "))
        }
        #expect(service.ends == 1)
    }
}
