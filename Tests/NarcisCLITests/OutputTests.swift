import Foundation
import PortraitDomain
import Synchronization
import Testing

@testable import NarcisCLI

@Suite("Output that cannot be written, and what models are said to be")
struct OutputTests {
    @Test("the first failure is told, what follows is dropped")
    func checkedOutput() {
        let written = Mutex<[String]>([]), told = Mutex<[String]>([])
        let output = CheckedOutput(
            write: { data in
                guard written.withLock({ $0.count }) < 2 else { throw CocoaError(.fileWriteOutOfSpace) }
                written.withLock { $0.append(String(decoding: data, as: UTF8.self)) }
            }, report: { line in told.withLock { $0.append(line) } })
        #expect(!output.hasFailed)
        for line in ["a", "b", "c", "d"] { output.print(line) }
        #expect(output.hasFailed)
        let lines = written.withLock { $0 }, problems = told.withLock { $0 }
        #expect(lines == ["a", "b"])
        #expect(problems == ["error: standard output cannot be written to: the disk is full\n"])
    }

    @Test("a command whose output was lost fails", arguments: [false, true])
    func exitCode(isLost: Bool) async {
        let terminal = Terminal(
            output: { _ in }, error: { _ in }, isInteractive: false, hasColor: false, columns: { 80 }, now: { 0 },
            hasLostOutput: { isLost })
        for arguments in [["--version"], ["models", "list"]] {
            let code = await Terminal.$current.withValue(terminal) {
                await NarcisCommand.execute(arguments, services: .fake())
            }
            #expect(code == (isLost ? 1 : 0))
        }
    }

    /// Runs the built program with its output going there.
    private func listModels(to output: FileHandle) throws -> (process: Process, error: String) {
        let process = Process(), error = Pipe()
        process.executableURL = Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "narcis")
        process.arguments = ["models", "list"]
        process.environment = ProcessInfo.processInfo.environment.merging(["NARCIS_MODELS": Program.models.path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process, text)
    }

    @Test("a full disk is one line and code 1", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let (process, error) = try listModels(to: #require(FileHandle(forWritingAtPath: "/dev/full")))
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        #expect(error.hasPrefix("error: standard output cannot be written to: "))
        #expect(error.split(separator: "\n").count == 1)
    }

    @Test("a reader that went away is one line and code 1")
    func closedPipe() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let (process, error) = try listModels(to: pipe.fileHandleForWriting)
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        #expect(error == "error: standard output cannot be written to: it was closed\n")
    }

    /// What a catalogue may say that the others of the tests do not.
    private struct Catalogue: ModelCatalogue {
        func description(of model: String?) async throws(PortraitError) -> ModelDescription { .fake }

        func models() async throws(PortraitError) -> [ModelSummary] {
            let none = ImageSize(width: 0, height: 0), size = ImageSize(width: 128, height: 128)
            return [
                ModelSummary(
                    name: "broken", path: "/m/broken", parameters: 0, bytes: 0, nativeSize: none, isDefault: false,
                    problem: "unet: there are no weights"),
                ModelSummary(
                    name: "plain", path: "/m/plain", parameters: 1000, bytes: 2_400_000, nativeSize: size,
                    isDefault: false),
            ]
        }

        func verify(_ model: String) async throws(PortraitError) -> [ModelCheck] {
            [
                ModelCheck(component: "unet", sha256: "ab12"),
                ModelCheck(component: "photomaker", sha256: nil, remark: "no PhotoMaker weights"),
            ]
        }

        func importModel(
            at path: String, name: String?, photoMaker: String?
        ) async throws(PortraitError) -> ModelSummary {
            throw .cancelled
        }

        func removeModel(_ name: String) async throws(PortraitError) {}
    }

    @Test("a model that cannot be used is listed with its problem; a remark does not fail a check")
    func models() async {
        var services = CommandDependencies.fake()
        services.catalogue = { Catalogue() }
        let list = await run(["models", "list"], services)
        #expect(
            list.output == """
                  broken  cannot be used: unet: there are no weights
                    /m/broken
                  plain  0.0 M parameters, 2 MB, 128x128
                    /m/plain

                """)
        #expect(list.code == 0)
        let checks = await run(["models", "verify", "m"], services)
        #expect(checks.code == 0 && checks.output == "ok   unet  ab12\nnote photomaker  no PhotoMaker weights\n")
        #expect(await run(["models", "import", "m"], services).code == 130)
    }

    @Test("Ctrl-C during a look at a photograph is told as such")
    func cancelledFaces() async throws {
        try await withFolder { folder async throws in
            let photograph = folder.path("me.png")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await run(["faces", photograph])
            }
            task.cancel()
            let result = await task.value
            #expect(result.code == 130 && result.error == "error: stopped\n" && result.output.isEmpty)
        }
    }
}
