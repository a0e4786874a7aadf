import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// Pictures that are there already, and links in the place of one.
@Suite("Existing pictures")
struct ExistingFileTests {
    private func portrait(_ output: String, in folder: URL, _ options: String...) async -> Outcome {
        await portrait(output, in: folder, options: options)
    }

    private func portrait(_ output: String, in folder: URL, options: [String]) async -> Outcome {
        await run(["portrait", folder.path("me.png"), "joy", "-o", folder.path(output)] + options)
    }

    @Test("a picture that is there stays; the new one gets the next free number, and that is told")
    func numbered() async throws {
        try await withFolder { folder async throws in
            #expect(await !portrait("a.png", in: folder).error.contains("is there already"))
            let first = try Data(contentsOf: folder.appending(path: "a.png"))
            for name in ["a-2.png", "a-3.png"] {
                let result = await portrait("a.png", in: folder, "--seed", "9")
                #expect(result.code == 0 && result.output.hasPrefix(folder.path(name)))
                #expect(result.error.contains("a.png is there already"))
            }
            #expect(try folder.names == ["a-2.png", "a-3.png", "a.png", "me.png"])
            #expect(try Data(contentsOf: folder.appending(path: "a.png")) == first)
            #expect(await !portrait("a.png", in: folder, "--seed", "9", "--force").error.contains("is there already"))
            #expect(try Data(contentsOf: folder.appending(path: "a.png")) != first)
            #expect(try folder.names == ["a-2.png", "a-3.png", "a.png", "me.png"])
        }
    }

    @Test("of several pictures none takes the place of one that is there")
    func several() async throws {
        try await withFolder { folder async throws in
            _ = await portrait("a.png", in: folder, "--count", "2")
            _ = await portrait("a.png", in: folder, "--count", "3")
            #expect(
                try folder.names == ["a-1.png", "a-2-1.png", "a-2-2.png", "a-2-3.png", "a-2.png", "me.png"])
        }
    }

    @Test("stages and previews that exist stay too; --force writes over all of them")
    func companions() async throws {
        try await withFolder { folder async throws in
            func paint(_ output: String, _ options: String...) async -> Outcome {
                await run(
                    [
                        "portrait", folder.path("me.png"), "joy", "-o", folder.path(output), "--stages",
                        folder.path("s"), "--preview", folder.path("p.png"),
                    ] + options)
            }
            #expect(await paint("a.png").error.contains("is there already") == false)
            let second = await paint("b.png")
            #expect(second.error.contains("p.png is there already, so \(folder.path("p-2.png")) is written"))
            #expect(second.error.contains("holds stages already, so they are in \(folder.path("s-2"))"))
            let names = ["a.png", "b.png", "me.png", "p-2.png", "p.png", "s", "s-2"]
            #expect(try folder.names == names && folder.appending(path: "s-2").names == ["1-base.png", "2-final.png"])
            #expect(await paint("b.png", "--force").error.contains("already") == false)
            #expect(try folder.names == names)
        }
    }

    @Test("a film that exists stays, and so do the pictures of all media")
    func filmsAndMedia() async throws {
        try await withFolder { folder async throws in
            func film(_ options: String...) async -> Outcome {
                await portrait(
                    "a.png", in: folder, options: ["--medium", "linocut", "--film", folder.path("f.webp")] + options)
            }
            func names(_ suffix: String) throws -> [String] { try folder.names.filter { $0.hasSuffix(suffix) } }
            #expect(await film().error.contains("is there already") == false)
            let first = try Data(contentsOf: folder.appending(path: "f.webp"))
            #expect(await film().error.contains("f.webp is there already, so \(folder.path("f-2.webp")) is written"))
            #expect(try names(".webp") == ["f-2.webp", "f.webp"])
            #expect(try Data(contentsOf: folder.appending(path: "f.webp")) == first)
            #expect(await film("--force").error.contains("already") == false)
            #expect(try names(".webp") == ["f-2.webp", "f.webp"])

            var services = CommandDependencies.fake()
            services.media = ModelDescription.fake.media
            let all = ["media", "--pictures", folder.path("all"), folder.path("me.png")],
                target = folder.appending(path: "all")
            #expect(await run(all, services).error.contains("already") == false)
            #expect(await run(all, services).error.contains("linocut.png is there already"))
            #expect(try target.names == ["linocut-2.png", "linocut.png"])
            #expect(await run(all + ["--force"], services).code == 0)
            #expect(try target.names == ["linocut-2.png", "linocut.png"])
        }
    }

    @Test("several runs at once choose different names, and a run that fails leaves none")
    func together() async throws {
        try await withFolder { folder async throws in
            let codes = await withTaskGroup(of: Int32.self) { group in
                for _ in 0..<8 { group.addTask { await portrait("a.png", in: folder).code } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: 0, count: 8))
            #expect(try folder.names == (2...8).map { "a-\($0).png" } + ["a.png", "me.png"])
            for name in try folder.names { _ = try RGBImage(contentsOf: folder.appending(path: name)) }
            var services = CommandDependencies.fake()
            services.faceInspector = { _ in FakeInspector(unfit: ["me.png"]) }
            let failed = await run(["portrait", folder.path("me.png"), "joy", "-o", folder.path("b.png")], services)
            #expect(failed.code == 1)
            #expect(try !folder.names.contains("b.png"))
        }
    }

    @Test("a link is followed: what it leads to is written, and the link stays")
    func links() async throws {
        try await withFolder { folder async throws in
            let target = folder.appending(path: "far/b.png"), link = folder.appending(path: "a.png")
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "far/b.png")
            #expect(await portrait("a.png", in: folder).code == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "far/b.png")
            #expect(try RGBImage(contentsOf: target).width == 8)
            #expect(await portrait("a.png", in: folder, "--force").code == 0)
            #expect(try folder.names == ["a.png", "far", "me.png"])
            // A step back is one from where the link really lies.
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("far/up.png"), withDestinationPath: "../up.png")
            try FileManager.default.createDirectory(
                at: folder.appending(path: "deep/place"), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("deep/place/short"), withDestinationPath: folder.path("far"))
            #expect(await portrait("deep/place/short/up.png", in: folder).code == 0)
            #expect(try folder.names == ["a.png", "deep", "far", "me.png", "up.png"])
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("loop.png"), withDestinationPath: "loop.png")
            #expect(await portrait("loop.png", in: folder).code == 0)
        }
    }
}
