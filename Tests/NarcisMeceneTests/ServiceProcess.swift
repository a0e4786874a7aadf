import Foundation
import Synchronization

/// The built service as a process of its own, on a free port of 127.0.0.1.
final class ServiceProcess: Sendable {
    private let process: Mutex<Process>
    private let log = Mutex("")
    private let output = Mutex("")
    private let end: AsyncStream<Void>
    private let outputEnd: AsyncStream<Void>

    /// - Parameter settings: beside the port, which is 0.
    init(_ settings: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appending(path: "narcis-mecene")
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MECENE_") }
        environment["MECENE_HTTP_PORT"] = "0"
        process.environment = environment.merging(settings) { $1 }
        let errors = Pipe()
        process.standardError = errors
        let lines = Pipe()
        process.standardOutput = lines
        process.standardInput = FileHandle.nullDevice
        let (end, continuation) = AsyncStream<Void>.makeStream()
        self.end = end
        let (outputEnd, outputContinuation) = AsyncStream<Void>.makeStream()
        self.outputEnd = outputEnd
        self.process = Mutex(process)
        try process.run()
        // Blocking reads have threads of their own, so that no task of the tests waits for them.
        let handle = errors.fileHandleForReading
        Thread.detachNewThread { [self] in
            while case let piece = handle.availableData, !piece.isEmpty {
                log.withLock { $0 += String(decoding: piece, as: UTF8.self) }
                continuation.yield()
            }
            continuation.finish()
        }
        let outputHandle = lines.fileHandleForReading
        Thread.detachNewThread { [self] in
            while case let piece = outputHandle.availableData, !piece.isEmpty {
                output.withLock { $0 += String(decoding: piece, as: UTF8.self) }
            }
            outputContinuation.finish()
        }
    }

    /// What came on standard output, where the metrics are written.
    var metricLines: [Substring] { output.withLock { $0.split(separator: "\n") } }

    var lines: [Substring] { log.withLock { $0.split(separator: "\n") } }

    func terminate() { process.withLock { $0.terminate() } }

    /// The port, once a line says that it is listening and another that it is ready.
    func port() async throws -> Int {
        while true {
            let lines = lines
            if lines.contains(where: { $0.contains(#""message":"ready""#) }),
                let line = lines.first(where: { $0.contains(#""message":"listening""#) }),
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let port = (object["port"] as? String).flatMap(Int.init) ?? object["port"] as? Int
            {
                return port
            }
            guard process.withLock({ $0.isRunning }) else { throw Ended(log: log.withLock { $0 }) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    struct Ended: Error { let log: String }

    /// Waits for the end of the process and gives its status.
    func status() async -> Int32 {
        for await _ in end {}
        for await _ in outputEnd {}
        return process.withLock { process in
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    deinit {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }
}
