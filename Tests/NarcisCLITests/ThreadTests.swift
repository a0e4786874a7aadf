import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// Threads: how many a repeated picture gets, and how those wait that have nothing to do.
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

    @Test("a picture that is repeated with fewer threads says that its bytes may differ")
    func note() async throws {
        try await withFolder { folder async throws in
            let made = folder.path("made.png"), again = folder.path("b.png")
            let first = FakeGenerator(threads: 64)
            let painting = ["portrait", folder.path("me.png"), "joy", "-o", made]
            #expect(await run(painting, .fake(generator: first)).code == 0)
            let arguments = ["replay", made, "-o", again, "--anyway", "--force"]
            let same = await run(arguments, .fake(generator: first))
            #expect(same.code == 0 && !same.error.contains("note:"), "\(same.error)")
            let fewer = await run(arguments, .fake(generator: FakeGenerator(threads: 2)))
            #expect(fewer.code == 0)
            #expect(
                fewer.error.hasSuffix(
                    "b.png: the picture was first painted with a number of threads that this machine does not have, so "
                        + "the bytes may differ\n"), "\(fewer.error)")
            let json = await run(arguments + ["--json"], .fake(generator: FakeGenerator(threads: 2)))
            #expect(json.output.contains("\"other-threads\""))
        }
    }

    @Test("a picture recorded with hundreds of threads is repeated with as many as the machine has")
    func bound() async throws {
        try await withFolder { folder async throws in
            let photograph = Program.photograph("astronaut.png").path
            let made = try await Program.run([
                "portrait", photograph, "quiet joy", "--steps", "2", "--detail-steps", "0", "--medium", "none",
                "--model", "tiny-portrait", "-o", folder.path("a.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            let png = try [UInt8](Data(contentsOf: folder.appending(path: "a.png")))
            var parameters = try PortraitParameters(json: try #require(PictureText.read(from: png).last?.text))
            let limit = ProcessInfo.processInfo.activeProcessorCount
            for recorded in [300, Int.max] {
                parameters.settings.threads = recorded
                try RGBImage(decoding: png).write(
                    to: folder.appending(path: "many.png"),
                    texts: [PictureText(keyword: PortraitParameters.jsonKeyword, text: parameters.json())])
                let again = try await Program.run([
                    "replay", folder.path("many.png"), photograph, "-o", folder.path("b.png"),
                ])
                #expect(again.code == 0, "\(again.error)")
                #expect(again.error.contains("the bytes may differ"), "\(recorded)")
                let texts = try PictureText.read(from: [UInt8](Data(contentsOf: folder.appending(path: "b.png"))))
                let repeated = try PortraitParameters(json: try #require(texts.last?.text))
                #expect(repeated.settings.threads == limit)
            }
        }
    }
}
