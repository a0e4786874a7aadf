import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// The built program with the tiny random model and the real face networks.
@Suite("The program, end to end", .serialized)
struct EndToEndTests {
    @Test("pictures carry what makes them again: replay gives the second of two byte for byte, alone")
    func replay() async throws {
        try await withFolder { folder async throws in
            let photograph = folder.path("astronaut.png")
            try FileManager.default.copyItem(
                at: Program.photograph("astronaut.png"), to: URL(fileURLWithPath: photograph))
            let made = try await Program.run([
                "portrait", photograph, "quiet joy", "--style", "ink wash", "--count", "2", "--seed", "41", "--model",
                "tiny-portrait", "-o", folder.path("a.png"), "--stages", folder.path("stages"), "--detail-steps", "2",
                "--medium", "none",
            ])
            #expect(made.code == 0, "\(made.error)")
            #expect(made.output.contains("a-1.png  seed 41") && made.output.contains("a-2.png  seed 42"))
            #expect(try folder.appending(path: "stages").names.contains("2-1-base.png"))
            // The picture is random, so no face is in it; it is still whole, and that is said.
            #expect(made.error.contains("note: ") && made.error.contains("no face was found in the picture"))
            let second = try Data(contentsOf: folder.appending(path: "a-2.png"))
            let texts = try PictureText.read(from: [UInt8](second))
            let parameters = try PortraitParameters(json: try #require(texts.last?.text))
            #expect(parameters.prompt.text.contains("woman img") && parameters.prompt.text.contains("ink wash"))
            #expect(parameters.model.files.keys.contains("unet/diffusion_pytorch_model.safetensors"))
            #expect(
                parameters.photographs.first?.sha256 == sha256(try Data(contentsOf: URL(fileURLWithPath: photograph))))
            let again = try await Program.run(["replay", folder.path("a-2.png"), "-o", folder.path("b.png")])
            #expect(again.code == 0, "\(again.error)")
            #expect(try Data(contentsOf: folder.appending(path: "b.png")) == second)
            #expect(try Data(contentsOf: folder.appending(path: "a-1.png")) != second)
            // The same photograph under another name, beside another one of the recorded name.
            try FileManager.default.moveItem(atPath: photograph, toPath: folder.path("holiday.png"))
            try FileManager.default.copyItem(atPath: folder.path("me.png"), toPath: photograph)
            let renamed = try await Program.run([
                "replay", folder.path("a-2.png"), folder.path("holiday.png"), "-o", folder.path("c.png"),
            ])
            #expect(renamed.code == 0, "\(renamed.error)")
            #expect(try Data(contentsOf: folder.appending(path: "c.png")) == second)
        }
    }

    @Test("the number of threads and the memory that was set are the picture's, whatever they are when it is repeated")
    func surroundings() async throws {
        try await withFolder { folder async throws in
            let photograph = Program.photograph("astronaut.png").path
            // Painted by one thread, and drawn in a medium as well by two.
            for (threads, medium) in [(1, ["--medium", "none"]), (2, ["--page", "160x200"])]
            where threads <= ProcessInfo.processInfo.activeProcessorCount {
                let name = "\(threads).png"
                let made = try await Program.run(
                    [
                        "portrait", photograph, "quiet joy", "--steps", "4", "--attempts", "1", "--seed", "3",
                        "--model", Program.embedded.path, "-o", folder.path(name),
                    ] + medium, environment: ["OMP_NUM_THREADS": String(threads)])
                #expect(made.code == 0, "\(made.error)")
                let again = try await Program.run(
                    [
                        "replay", folder.path(name), photograph, "--model", Program.embedded.path, "-o",
                        folder.path("again-\(name)"),
                    ],
                    environment: ["OMP_NUM_THREADS": String(3 - threads), "NARCIS_MEMORY": "60MB"])
                #expect(again.code == 0, "\(again.error)")
                #expect(
                    try Data(contentsOf: folder.appending(path: "again-\(name)"))
                        == Data(contentsOf: folder.appending(path: name)))
            }
        }
    }

    @Test("of several attempts the likest is kept, and it is made again in one")
    func attempts() async throws {
        struct Line: Decodable {
            var seed: UInt64
            var similarity: Double?
        }
        try await withFolder { folder async throws in
            func made(_ name: String, seed: UInt64, attempts: Int) async throws -> Line {
                let made = try await Program.run([
                    "portrait", Program.photograph("astronaut.png").path, "quiet joy", "--steps", "6", "--detail-steps",
                    "4", "--underdrawing", "0.8", "--seed", String(seed), "--attempts", String(attempts), "--json",
                    "--model", Program.embedded.path, "-o", folder.path(name), "--no-mecene", "--medium", "none",
                ])
                #expect(made.code == 0, "\(made.error)")
                let lines = try JSONDecoder().decode([Line].self, from: Data(made.output.utf8))
                return try #require(lines.first)
            }
            let kept = try await made("kept.png", seed: 5, attempts: 3)
            var alone: [Line] = []
            for number in 0..<3 {
                let seed = PortraitRequest.seed(5, forAttempt: number)
                alone.append(try await made("\(number).png", seed: seed, attempts: 1))
            }
            #expect(Set(alone.map(\.seed)).count == 3)
            let likeness = try alone.map { try #require($0.similarity) }
            #expect(Set(likeness).count == 3)
            let best = try #require(likeness.indices.max { likeness[$0] < likeness[$1] })
            #expect(kept.seed == alone[best].seed && kept.similarity == alone[best].similarity)
            let picture = try Data(contentsOf: folder.appending(path: "kept.png"))
            #expect(try Data(contentsOf: folder.appending(path: "\(best).png")) == picture)
            let again = try await Program.run([
                "replay", folder.path("kept.png"), Program.photograph("astronaut.png").path, "--model",
                Program.embedded.path, "-o", folder.path("again.png"),
            ])
            #expect(again.code == 0, "\(again.error)")
            #expect(try Data(contentsOf: folder.appending(path: "again.png")) == picture)
        }
    }

    @Test("files beside those that a picture names may be unreadable or go; --json tells what the model's parts take")
    func strays() async throws {
        try await withFolder { folder async throws in
            let model = folder.appending(path: "model")
            try FileManager.default.copyItem(at: Program.models.appending(path: "tiny-portrait"), to: model)
            // Nobody can read a pipe or a broken link; a file without permissions root could read.
            let stray = model.path("unet/notes.txt"), link = model.path("old.safetensors")
            #expect(mkfifo(stray, 0) == 0)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "gone")
            let made = try await Program.run([
                "portrait", Program.photograph("astronaut.png").path, "quiet joy", "--steps", "2", "--detail-steps",
                "0", "--model", model.path, "-o", folder.path("a.png"), "--json", "--medium", "none",
            ])
            #expect(made.code == 0, "\(made.error)")
            struct Line: Decodable {
                var memory: [String: Int]
                var parameters: PortraitParameters
            }
            let line = try #require(JSONDecoder().decode([Line].self, from: Data(made.output.utf8)).first)
            #expect(line.memory.keys.sorted() == ["id_encoder", "text_encoders", "unet", "vae"])
            #expect(line.memory.values.allSatisfy { $0 > 0 })
            #expect(line.parameters.model.files.keys.contains("unet/config.json"))
            try FileManager.default.removeItem(atPath: stray)
            try FileManager.default.removeItem(atPath: link)
            try Data("readable".utf8).write(to: URL(fileURLWithPath: stray))
            // A file that is read and not named in the picture would be missing here.
            let bare = folder.appending(path: "bare")
            for name in line.parameters.model.files.keys {
                let target = bare.appending(path: name)
                try FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: model.appending(path: name), to: target)
            }
            let first = try Data(contentsOf: folder.appending(path: "a.png"))
            for (place, name) in [(model, "b.png"), (bare, "c.png")] {
                let again = try await Program.run([
                    "replay", folder.path("a.png"), Program.photograph("astronaut.png").path, "--model", place.path,
                    "-o", folder.path(name),
                ])
                #expect(again.code == 0, "\(again.error)")
                #expect(try Data(contentsOf: folder.appending(path: name)) == first)
            }
        }
    }

    @Test("of a prompt that is too long the beginning is used, that is said, and the preview shows the last step")
    func longPrompt() async throws {
        try await withFolder { folder async throws in
            let long = Array(repeating: "stormy night at the golden sea", count: 30).joined(separator: " ")
            let words = "a woman on a \(long)"
            let made = try await Program.run([
                "portrait", Program.photograph("astronaut.png").path, words, "--model", "tiny-portrait", "--steps", "2",
                "--detail-steps", "0", "--medium", "none", "-o", folder.path("a.webp"), "--preview",
                folder.path("now.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            #expect(made.error.contains("do not all fit"))
            let texts = try PictureText.read(fromPicture: [UInt8](Data(contentsOf: folder.appending(path: "a.webp"))))
            let parameters = try PortraitParameters(json: try #require(texts.last?.text))
            #expect(parameters.prompt.text.contains("stormy night at the golden sea stormy"))
            #expect(parameters.prompt.words == words)
            #expect(try folder.names.contains("now.png"))
        }
    }

    @Test("Ctrl-C stops within a step, says so in one line and leaves no file")
    func interrupt() async throws {
        try await withFolder { folder async throws in
            let before = try folder.names
            let result = try await Program.run(
                [
                    "portrait", Program.photograph("astronaut.png").path, "quiet joy", "--steps", "150", "--count",
                    "64",
                    "--size", "256", "--model", "tiny-portrait", "-o", folder.path("a.png"),
                ], interruptedAfter: "Painting")
            #expect(result.code == 130)
            #expect(result.error.hasSuffix("\nerror: stopped\n"))
            #expect(result.output.isEmpty)
            #expect(try folder.names == before)
        }
    }

    @Test("a Ctrl-C that the program was started to ignore is ignored, as behind nohup")
    func ignoredInterrupt() async throws {
        try await withFolder { folder async throws in
            let result = try await Program.run(
                [
                    "portrait", Program.photograph("astronaut.png").path, "quiet joy", "--steps", "8", "--medium",
                    "none", "--model", "tiny-portrait", "-o", folder.path("a.png"),
                ], interruptedAfter: "Painting", isIgnoringInterrupts: true)
            #expect(result.code == 0, "\(result.error)")
            #expect(try folder.names.contains("a.png"))
        }
    }

    @Test("a photograph without a face and a text that is no picture are refused by name")
    func refused() async throws {
        try await withFolder { folder async throws in
            let blank = try await Program.run(
                ["portrait", folder.path("me.png"), "joy", "--model", "tiny-portrait", "-o", folder.path("a.png")])
            #expect(blank.code == 1)
            #expect(
                blank.error.hasSuffix(
                    "error: me.png: no face was found; choose a photograph that shows the face from the front, well lit\n"
                ))
            #expect(try folder.names == ["me.png"])
            let text = try await Program.run(["faces", folder.path("text.jpg")])
            #expect(text.code == 1 && text.error.contains("there is no file"))
            let model = try await Program.run(
                ["portrait", folder.path("me.png"), "joy", "--model", "nobody", "-o", folder.path("a.png")])
            #expect(model.code == 1 && model.error.contains("there is no model “nobody”"))
        }
    }

    @Test("models verify opens every file and finds a changed one")
    func verify() async throws {
        try await withFolder { folder async throws in
            let copy = folder.appending(path: "copy")
            try FileManager.default.copyItem(at: Program.models.appending(path: "tiny-portrait"), to: copy)
            let good = try await Program.run(["models", "verify", copy.path])
            #expect(good.code == 0 && good.output.contains("ok   unet/config.json"))
            let weights = copy.appending(path: "vae/diffusion_pytorch_model.safetensors")
            var bytes = try Data(contentsOf: weights)
            bytes[bytes.count - 1] ^= 1
            try bytes.write(to: weights)
            let bad = try await Program.run(["models", "verify", copy.path])
            #expect(bad.code == 1)
            #expect(bad.output.contains("BAD  vae/diffusion_pytorch_model.safetensors"))
        }
    }
}
