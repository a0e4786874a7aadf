import Foundation
import TestSupport

@testable import NarcisCLI

/// The program beside this test bundle.
enum Program {
    static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static let file = Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "narcis")

    /// The model that ships.
    static let embedded = EmbeddedModel.folder

    static func photograph(_ name: String) -> URL {
        FetchedFiles.folder.appending(path: "photographs/\(name)")
    }

    /// Runs the program to its end.
    /// - Parameters:
    ///   - interruptedAfter: text on standard error at which SIGINT is sent.
    ///   - isIgnoringInterrupts: whether it starts with SIGINT ignored.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], interruptedAfter text: String? = nil,
        isIgnoringInterrupts: Bool = false
    ) async throws -> Outcome {
        let process = Process()
        let program = file
        process.executableURL = isIgnoringInterrupts ? URL(fileURLWithPath: "/bin/sh") : program
        let ignoring = ["-c", #"trap '' INT; exec "$0" "$@""#, program.path]
        process.arguments = (isIgnoringInterrupts ? ignoring : []) + arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            // The model is so small that a second thread only waits.
            "NARCIS_MODELS": models.path, "OMP_NUM_THREADS": "1",
        ]) { $1 }.merging(environment) { $1 }
        let output = Pipe(), error = Pipe()
        process.standardOutput = output
        process.standardError = error
        process.standardInput = FileHandle.nullDevice
        try process.run()
        async let said = Self.text(from: output)
        async let complained = Self.text(from: error, awaiting: text) { process.interrupt() }
        let (outputText, errorText) = (await said, await complained)
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: outputText, error: errorText)
    }

    /// Reads to the end in a thread of its own: a task that blocks would keep one of the few threads that all tests
    /// have, and the machine's cores would wait for one program.
    /// - Parameter found: called once when the awaited text has come.
    private static func text(
        from pipe: Pipe, awaiting text: String? = nil, found: @escaping @Sendable () -> Void = {}
    ) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var data = Data(), awaited = text
                while case let piece = pipe.fileHandleForReading.availableData, !piece.isEmpty {
                    data += piece
                    guard let text = awaited, String(decoding: data, as: UTF8.self).contains(text) else { continue }
                    awaited = nil
                    found()
                }
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
