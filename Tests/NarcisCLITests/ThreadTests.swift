import Foundation
import Testing

/// Threads: how those wait that have nothing to do.
@Suite("Threads", .serialized)
struct ThreadTests {
    #if os(Linux)
        @Test("waiting threads spin for microseconds, however the program is started, unless the user says otherwise")
        func waiting() async throws {
            try await withFolder { folder async throws in
                let program = Program.file.path, folderOfProgram = Program.file.deletingLastPathComponent().path
                let link = folder.path("link")
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
                let starts: [(shell: String, path: String?)] = [
                    ("exec '\(program)' --help", nil), ("cd '\(folderOfProgram)' && ./narcis --help", nil),
                    ("narcis --help", "\(folderOfProgram):/usr/bin:/bin"), ("'\(link)' --help", nil),
                ]
                for (shell, path) in starts {
                    let count = try #require(try Self.spinCount(shell, path.map { ["PATH": $0] } ?? [:]), "\(shell)")
                    #expect((500...100_000).contains(count), "\(shell)")
                }
                let plain = "'\(program)' --help"
                #expect(try Self.spinCount(plain, ["GOMP_SPINCOUNT": "77"]) == 77)
                #expect(try Self.spinCount(plain, ["OMP_WAIT_POLICY": "passive"]) == 0)
                #expect(try #require(try Self.spinCount(plain, ["OMP_WAIT_POLICY": "active"])) > 100_000)
            }
        }

        @Test("arguments pass unchanged through the second start")
        func arguments() async throws {
            let result = try await Program.run(["models", "verify", "two  words, “quoted”"])
            #expect(result.code == 1 && result.error.contains("“two  words, “quoted””"), "\(result.error)")
        }

        /// What libgomp says that it has read, in an environment of these variables alone.
        private static func spinCount(_ shell: String, _ environment: [String: String]) throws -> Int? {
            let process = Process(), error = Pipe()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", shell]
            process.environment = environment.merging(["OMP_DISPLAY_ENV": "VERBOSE"]) { $1 }
            process.standardError = error
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(text)")
            let line = text.split(separator: "\n").first { $0.contains("GOMP_SPINCOUNT") }
            return line.flatMap { Int($0.filter(\.isNumber)) }
        }
    #endif
}
