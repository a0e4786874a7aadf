import Foundation
import Imaging
import PortraitDomain
import Synchronization
import Testing

@testable import NarcisCLI

@Suite("narcis portrait")
struct PortraitCommandTests {
    @Test("a picture is written and one line says where, with seed and likeness")
    func plain() async throws {
        try await withFolder { folder async throws in
            let result = await run([
                "portrait", folder.path("me.png"), "quiet joy", "-o", folder.path("a.png"), "--seed", "5",
            ])
            #expect(result.code == 0)
            #expect(result.output == "\(folder.path("a.png"))  seed 5  likeness 0.50\n")
            #expect(result.error == "Loading the model\nPainting, 2 steps\n")
            #expect(try folder.names == ["a.png", "me.png"])
        }
    }

    @Test("photographs, words and folders reach the request")
    func options() async throws {
        try await withFolder { folder async throws in
            let generator = FakeGenerator()
            let result = await run(
                [
                    "portrait", folder.path("me.png"), folder.path("me.png"), "a whole prompt, with commas",
                    "--negative", "", "--count", "2", "--stages", folder.path("stages"), "-o", folder.path("x.webp"),
                ], .fake(generator: generator))
            #expect(result.code == 0, "\(result.error)")
            let request = try #require(generator.requests.withLock { $0.first })
            #expect(request.photographs.map(\.name) == ["me.png", "me.png"])
            #expect(request.prompt == .words("a whole prompt, with commas"))
            #expect(request.negativePrompt == "" && request.count == 2 && request.keepsStages)
            #expect(try folder.names == ["me.png", "stages", "x-1.webp", "x-2.webp"])
            #expect(
                try folder.appending(path: "stages").names
                    == ["1-1-base.png", "1-2-final.png", "2-1-base.png", "2-2-final.png"])
        }
    }

    @Test(
        "PNG, JPEG and WebP carry infotext and JSON, unless told otherwise", arguments: ["png", "jpg", "jpeg", "webp"])
    func metadata(kind: String) async throws {
        try await withFolder { folder async throws in
            let file = folder.appending(path: "a.\(kind)")
            #expect(await run(["portrait", folder.path("me.png"), "joy: \"a, b\"", "-o", file.path]).code == 0)
            let texts = try PictureText.read(fromPicture: [UInt8](Data(contentsOf: file)))
            #expect(texts.map(\.keyword) == ["parameters", "narcis"])
            let parameters = try PortraitParameters(json: texts[1].text)
            #expect(parameters.prompt.words == "joy: \"a, b\"")
            #expect(parameters.model.files == ["unet/model.safetensors": "aa"])
            #expect(texts[0].text == Infotext(parameters).text)
            let plain = ["portrait", folder.path("me.png"), "joy", "-o", file.path, "--no-metadata", "--force"]
            #expect(await run(plain).code == 0)
            #expect(try PictureText.read(fromPicture: [UInt8](Data(contentsOf: file))).isEmpty)
        }
    }

    @Test("--json prints the results alone, with parameters and what each part of the model takes")
    func json() async throws {
        try await withFolder { folder async throws in
            let result = await run(
                ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--json", "--count", "2"])
            struct Line: Decodable {
                var file: String
                var seed: UInt64
                var similarity: Double
                var notices: [String]
                var memory: [String: Int]
                var parameters: PortraitParameters
            }
            let lines = try JSONDecoder().decode([Line].self, from: Data(result.output.utf8))
            #expect(lines.map(\.file) == [folder.path("a-1.png"), folder.path("a-2.png")])
            #expect(lines.map(\.seed) == [7, 8] && lines[0].similarity == 0.5 && lines[0].notices.isEmpty)
            #expect(lines[1].parameters.seed == 8)
            #expect(lines.allSatisfy { $0.memory == ["unet": 500, "vae": 20] })
            #expect(result.error.isEmpty)
        }
    }

    @Test("a picture without a face says so on standard error")
    func notices() async throws {
        try await withFolder { folder async throws in
            let result = await run(
                ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png")],
                .fake(generator: FakeGenerator(notices: [.noFaceFound])))
            #expect(result.code == 0)
            #expect(
                result.error.hasSuffix(
                    "note: \(folder.path("a.png")): no face was found in the picture, so it stays as it was painted; try "
                        + "another --seed or other words\n"))
        }
    }

    @Test("a terminal gets one line drawn over, with the time left, taken away at the end")
    func terminal() async throws {
        try await withFolder { folder async throws in
            let arguments = ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png")]
            let plain = await run(arguments, isInteractive: true)
            #expect(
                plain.error.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).map(String.init) == [
                    "", "Loading the model ", "Painting            ░░░░░░░░░░░░░░░░░░░░░░░░  0/2",
                    "Painting            ████████████░░░░░░░░░░░░  1/2  3 s left",
                    "Painting            ████████████████████████  2/2  2 s left", "",
                ])
            let colored = await run(arguments, isInteractive: true, hasColor: true)
            #expect(colored.error.contains("\u{1B}[36m████████████\u{1B}[2m░░░░░░░░░░░░\u{1B}[0m"))
        }
    }

    @Test("a photograph without a face is refused before a model is loaded, and so are words")
    func early() async throws {
        try await withFolder { folder async throws in
            var services = CommandDependencies.fake()
            services.generator = { _ in throw PortraitError.engine("the model was loaded") }
            services.faceInspector = { _ in FakeInspector(unfit: ["me.png"]) }
            let arguments = ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png")]
            let unfit = await run(arguments, services)
            #expect(unfit.code == 1 && unfit.error.hasPrefix("error: me.png: "), "\(unfit.error)")
            services.faceInspector = { _ in FakeInspector() }
            #expect(await run(arguments, services).error.contains("the model was loaded"))
        }
    }

    @Test("pictures that cannot be written stop the rest and leave nothing")
    func writing() async throws {
        try await withFolder { folder async throws in
            let generator = FakeGenerator()
            // A folder has the second picture's stage name.
            let stages = folder.appending(path: "stages")
            try FileManager.default.createDirectory(
                at: stages.appending(path: "1-1-base.png/x"), withIntermediateDirectories: true)
            let result = await run(
                [
                    "portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--stages", stages.path,
                    "--count", "3", "--force",
                ], .fake(generator: generator))
            #expect(result.code == 1)
            #expect(result.error.contains("1-1-base.png” cannot be written"))
            #expect(try stages.names == ["1-1-base.png"])
        }
    }
}
