import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// Every refusal is one line on standard error, writes nothing and has a non-zero exit code.
@Suite("Refusals of the command")
struct RefusalTests {
    private func refusal(_ arguments: [String], in folder: URL, code: Int32 = 1) async throws -> String {
        let before = try folder.names
        let result = await run(arguments)
        #expect(result.code == code, "\(result.error)")
        #expect(result.output.isEmpty)
        #expect(try folder.names == before)
        let lines = result.error.split(separator: "\n").filter { !["Loading the model"].contains($0) }
        #expect(lines.count == 1 && result.error.hasSuffix("\n"))
        return (lines.last.map(String.init) ?? "").replacing(folder.path(percentEncoded: false), with: "DIR")
    }

    @Test("places that cannot be written to")
    func output() async throws {
        try await withFolder { folder async throws in
            func refusal(_ output: String) async throws -> String {
                try await self.refusal(["portrait", folder.path("me.png"), "joy", "-o", output], in: folder)
            }
            #expect(
                try await refusal(folder.path("no/a.png"))
                    == "error: there is no folder DIR/no to write into; make it first")
            #expect(
                try await refusal(folder.path("me.png/a.png"))
                    == "error: DIR/me.png is not a folder, so nothing can be written into it")
            #expect(
                try await refusal(folder.path("a.bmp"))
                    == "error: output “a.bmp” does not end in .png, .jpg, .jpeg or .webp, or in a medium of shapes "
                    + ".svg or .pdf")
            #expect(try await refusal("") == "error: output is empty; name a file")
            #expect(
                try await refusal("/proc/a.png")
                    == "error: nothing can be written into /proc; choose another folder with --output")
            let long = String(repeating: "n", count: 252) + ".png"
            #expect(try await refusal(folder.path(long)).contains("name of more than 255 bytes"))
            #expect(try await refusal(folder.path("portrait")).contains("“portrait” does not end in .png"))
            #expect(
                try await refusal(folder.path("me.png"))
                    == "error: output “DIR/me.png” is one of the files that it is made from; choose another name")
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("alias.png"), withDestinationPath: folder.path("me.png"))
            #expect(try await refusal(folder.path("alias.png")).contains("is one of the files that it is made from"))
            try FileManager.default.createDirectory(atPath: folder.path("dir.png"), withIntermediateDirectories: true)
            #expect(try await refusal(folder.path("dir.png")) == "error: output “DIR/dir.png” is a folder; name a file")
            #expect(
                try await self.refusal(
                    [
                        "portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--stages",
                        folder.path("me.png"),
                    ],
                    in: folder) == "error: stages “DIR/me.png” is a file; name a folder")
        }
    }

    @Test("no stage and no preview takes the place of a photograph or a portrait")
    func places() async throws {
        try await withFolder { folder async throws in
            let stages = folder.path("stages")
            try FileManager.default.createDirectory(atPath: stages, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: folder.path("me.png"), toPath: stages + "/1-base.png")
            func refusal(_ photograph: String, _ options: String...) async throws -> String {
                try await self.refusal(["portrait", photograph, "joy"] + options, in: folder)
            }
            let me = folder.path("me.png"), other = folder.path("a.png")
            #expect(
                try await refusal(stages + "/1-base.png", "-o", other, "--stages", stages)
                    == "error: stages would write over the photograph 1-base.png; choose another folder or name")
            #expect(
                try await refusal(me, "-o", stages + "/2-map.png", "--stages", folder.path("./stages/../stages"))
                    .contains("write over the output 2-map.png"))
            #expect(
                try await refusal(me, "-o", other, "--stages", stages, "--preview", stages + "/3-1-refined.png")
                    .contains("write over the preview"))
            #expect(
                try await refusal(me, "-o", other, "--count", "2", "--preview", folder.path("./a-2.png"))
                    .contains("is a portrait's own file"))
            let links = (folder.path("way"), folder.path("link.png"))
            try FileManager.default.createSymbolicLink(atPath: links.0, withDestinationPath: stages)
            try FileManager.default.createSymbolicLink(atPath: links.1, withDestinationPath: stages + "/1-base.png")
            for (photograph, place) in [(stages + "/1-base.png", links.0), (links.1, stages), (links.1, links.0)] {
                #expect(
                    try await refusal(photograph, "-o", other, "--stages", place).contains("write over the photograph"))
            }
            let result = await run(["portrait", me, "joy", "-o", stages + "/mine.png", "--stages", stages])
            #expect(result.code == 0, "\(result.error)")
        }
    }

    @Test("numbered pictures must not fall on the photograph either")
    func numbered() async throws {
        try await withFolder { folder async throws in
            try FileManager.default.copyItem(atPath: folder.path("me.png"), toPath: folder.path("me-2.png"))
            let arguments = ["portrait", folder.path("me-2.png"), "joy", "-o", folder.path("me.png"), "--count", "3"]
            let refused = try await refusal(arguments, in: folder)
            #expect(refused.contains("me-2.png” is one of the files that it is made from"))
        }
    }

    @Test("photographs and words that are missing or mixed up")
    func inputs() async throws {
        try await withFolder { folder async throws in
            let me = folder.path("me.png")
            #expect(
                try await refusal(["portrait", folder.path("you.jpg"), "joy"], in: folder)
                    == "error: there is no file DIR/you.jpg")
            for words in [["quiet", "joy"], ["quiet light", "joy"], ["a", "woman", "in", "red,", "oil"]] {
                #expect(
                    try await refusal(["portrait", me] + words, in: folder)
                        == "error: the words are not in quotes; write them as one: \"\(words.joined(separator: " "))\"")
            }
            #expect(
                try await refusal(["portrait", me, "you.JPG", "joy"], in: folder) == "error: there is no file you.JPG")
            #expect(
                try await refusal(["portrait", "quiet", "joy"], in: folder)
                    == "error: there is no file quiet; name the photographs first and then the words, in quotes")
            #expect(
                try await refusal(["portrait", me], in: folder, code: 64)
                    == "error: Give at least one photograph and then the words, in quotes. (see narcis portrait --help)"
            )
            #expect(
                try await refusal(["portrait", me, me], in: folder, code: 64)
                    == "error: The last argument, DIR/me.png, is a file. Give the words after the photographs, in quotes. "
                    + "(see narcis portrait --help)")
            #expect(
                try await refusal(["portrait", me, " "], in: folder)
                    == "error: words is empty; say in a few words what the portrait should be")
        }
    }

    @Test("every wrong setting is named in one line, with the style's alternatives")
    func settings() async throws {
        try await withFolder { folder async throws in
            let line = try await refusal(
                [
                    "portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--steps", "0", "--guidance",
                    "99",
                    "--size", "100", "--style", "oils",
                ], in: folder)
            #expect(
                line == "error: steps is 0; it must be 1 to 150; guidance is 99; it must be 1 to 30; size is 100x100; "
                    + "each side must be 64 to 2048 and a multiple of 8; style is “oils”; this model knows oil, ink wash"
            )
            let seed = ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--seed", "4294967296"]
            #expect(try await refusal(seed, in: folder) == "error: seed is 4294967296; it must be 0 to 4294967295")
            #expect(
                try await refusal(["idea", "joy", "--seed", "4294967296"], in: folder)
                    == "error: seed is 4294967296; it must be 0 to 4294967295")
            let count = ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--count", "0"]
            #expect(try await refusal(count, in: folder) == "error: count is 0; it must be 1 to 64")
        }
    }

    @Test(
        "what cannot be parsed says so and where help is",
        arguments: [
            ["portrait", "a.png", "joy", "--count", "many"], ["portrait", "a.png", "joy", "--frame", "gold"],
            ["portrait", "a.png", "joy", "--scheduler", "magic"], ["paint"], ["models", "burn"], ["faces"],
            ["portrait", "a.png", "joy", "--seed", "-1"], ["portrait", "a.png", "joy", "--size", "big"],
        ])
    func parsing(arguments: [String]) async {
        let result = await run(arguments)
        #expect(result.code == 64 && result.output.isEmpty)
        #expect(result.error.hasPrefix("error: ") && result.error.contains("--help)"))
        #expect(result.error.split(separator: "\n").count == 1)
    }

    @Test("a mistyped command gets the one that is meant")
    func mistyped() async {
        let portrait = await run(["portriat", "a.png", "joy"])
        #expect(
            portrait.error == "error: There is no command narcis portriat; did you mean portrait? there are portrait, "
                + "media, idea, replay, faces, models. (see narcis --help)\n")
        #expect(
            await run(["models", "lst"]).error.contains("narcis models lst; did you mean list? there are list, verify"))
    }

    @Test("a name that is not UTF-8 is told as that")
    func encoding() async throws {
        try await withFolder { folder async throws in
            #expect(
                try await refusal(["portrait", "m\u{FFFD}.png", "joy"], in: folder)
                    == "error: the name m\u{FFFD}.png is not UTF-8; give the file another name")
            #expect(try await refusal(["faces", "m\u{FFFD}.png"], in: folder).contains("not UTF-8"))
        }
    }

    @Test("pictures that cannot be made again")
    func replay() async throws {
        try await withFolder { folder async throws in
            let me = folder.path("me.png"), made = folder.path("made.png")
            #expect(
                try await refusal(["replay", me], in: folder)
                    == "error: DIR/me.png carries no parameters of narcis, so it cannot be made again")
            #expect(
                try await refusal(["replay", folder.path("no.png")], in: folder) == "error: there is no file DIR/no.png"
            )
            try Data("hello".utf8).write(to: folder.appending(path: "text.png"))
            #expect(
                try await refusal(["replay", folder.path("text.png")], in: folder).hasPrefix(
                    "error: DIR/text.png: The file is not an image"))
            #expect(await run(["portrait", me, "joy", "-o", made]).code == 0)
            // The fake generator records another hash than the photograph has.
            #expect(
                try await refusal(["replay", made, "-o", folder.path("b.png")], in: folder)
                    == "error: DIR/me.png is not the photograph that the picture was made from; name that one after the "
                    + "picture, or use this one all the same with --anyway")
            #expect(
                try await refusal(["replay", made, "-o", made, "--anyway"], in: folder)
                    == "error: output “DIR/made.png” is one of the files that it is made from; choose another name")
            #expect(
                try await refusal(["replay", made, me, me], in: folder)
                    == "error: photographs has 2; the picture was made from 1")
            #expect(await run(["replay", made, "-o", folder.path("b.png"), "--anyway"]).code == 0)
            #expect(
                try Data(contentsOf: folder.appending(path: "b.png"))
                    == Data(contentsOf: folder.appending(path: "made.png")))
            try FileManager.default.removeItem(atPath: me)
            #expect(
                try await refusal(["replay", made], in: folder)
                    == "error: the photograph me.png is neither beside the picture nor here; name it after the picture")
        }
    }

    @Test("another model than the picture's is refused unless told otherwise")
    func otherModel() async throws {
        try await withFolder { folder async throws in
            let made = folder.path("made.png"), again = folder.path("b.png")
            #expect(await run(["portrait", folder.path("me.png"), "joy", "-o", made]).code == 0)
            // The recorded hash is put right, so that only the model differs.
            let png = try [UInt8](Data(contentsOf: URL(fileURLWithPath: made)))
            let json = try #require(try PictureText.read(from: png).last?.text)
            var parameters = try PortraitParameters(json: json)
            let me = try Data(contentsOf: folder.appending(path: "me.png"))
            parameters.photographs[0].sha256 = try #require(sha256(me))
            let picture = try RGBImage(decoding: png)
            try picture.write(
                to: URL(fileURLWithPath: made), texts: [PictureText(keyword: "narcis", text: parameters.json())])
            let other = FakeGenerator(files: ["unet/model.safetensors": "aa", "vae/model.safetensors": "bb"])
            let refused = await run(["replay", made, "-o", again], .fake(generator: other))
            #expect(refused.code == 1)
            #expect(
                refused.error.hasSuffix(
                    "error: the model fake is not the one that the picture was made with (vae/model.safetensors is new); "
                        + "name that one with --model, or use this one all the same with --anyway\n"))
            #expect(await run(["replay", made, "-o", again, "--anyway"], .fake(generator: other)).code == 0)
            #expect(await run(["replay", made, "-o", again]).code == 0)
        }
    }
}
