import Foundation
import TestSupport
import Testing

/// The pack for machines with a GPU, from its making to its table, with the tiny model on the processor. The program is
/// the one beside this test bundle; `make gpu-pack` builds one with Swift's runtime inside.
@Suite("Pack for GPUs")
struct GPUPackTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let program = Bundle.main.bundleURL.appending(path: "narcis-gpu-check")

    private struct Line: Decodable {
        let part, name: String
        let value: Double
        let holds: Bool?
    }

    @Test("it is made, carried, run without this environment, and every check holds")
    func run() throws {
        try withTemporaryFolder { folder in
            let pack = folder.appending(path: "pack"), results = folder.appending(path: "results")
            let made = try shell(
                Self.root.appending(path: "Scripts/gpu/pack").path,
                environment: ProcessInfo.processInfo.environment.merging([
                    "OUT": pack.path, "CHECK": Self.program.path, "CUDA_LIBRARY": "none", "WHEELS": "none",
                    "LEVEL": "0",
                ]) { $1 })
            #expect(made.code == 0, "\(made.text)")
            let ran = try shell(
                pack.appending(path: "run").path, [results.path],
                environment: [
                    "PATH": "/usr/bin:/bin", "DEVICE": "cpu", "LIBTORCH": try FetchedFiles.libtorch.path, "TIME": "300",
                ])
            #expect(ran.code == 0, "\(ran.text)")
            let lines = try String(contentsOf: results.appending(path: "results.jsonl"), encoding: .utf8)
                .split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            let checks = lines.filter { $0.holds != nil }
            #expect(checks.count >= 30, "\(ran.text)")
            for line in checks where line.holds == false { Issue.record("\(line.part): \(line.name), \(line.value)") }
            for part in ["parity", "speed", "start", "shortage"] {
                #expect(lines.contains { $0.part == part }, "nothing of \(part)")
            }
            let table = try String(contentsOf: results.appending(path: "table.md"), encoding: .utf8)
            #expect(table.contains("| a guided step of 4 |") && !table.contains("Not finished"))
        }
    }

    @Test("a part that hangs or dies costs that part alone, and the run says so")
    func broken() throws {
        try withTemporaryFolder { folder in
            let pack = folder.appending(path: "pack"), results = folder.appending(path: "results")
            let program = folder.appending(path: "program")
            // Dies in parity, hangs in speed, and does the rest.
            try Data(
                """
                #!/bin/sh
                case "$1" in parity) kill -SEGV $$ ;; speed) sleep 600 ;; esac
                echo "$1 is done"
                """.utf8
            ).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            let made = try shell(
                Self.root.appending(path: "Scripts/gpu/pack").path,
                environment: ProcessInfo.processInfo.environment.merging([
                    "OUT": pack.path, "CHECK": program.path, "CUDA_LIBRARY": "none", "WHEELS": "none", "LEVEL": "0",
                ]) { $1 })
            #expect(made.code == 0, "\(made.text)")
            let ran = try shell(
                pack.appending(path: "run").path, [results.path],
                environment: [
                    "PATH": "/usr/bin:/bin", "DEVICE": "cpu", "LIBTORCH": try FetchedFiles.libtorch.path, "LIMIT": "5",
                ])
            #expect(ran.code == 1)
            #expect(ran.text.contains("shortage is done") && ran.text.contains("stopped after 5 s"), "\(ran.text)")
            #expect(ran.text.contains("Not finished: parity of the tiny model, float32"), "\(ran.text)")
        }
    }

    private func shell(
        _ program: String, _ arguments: [String] = [], environment: [String: String]
    ) throws -> (code: Int32, text: String) {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
