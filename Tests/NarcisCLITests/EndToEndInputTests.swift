import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// The built program on photographs and options that once gave another picture than was meant.
@Suite("The program takes what it is given, end to end", .serialized)
struct EndToEndInputTests {
    @Test("a photograph on its side is turned, a size is written as it is asked for, and both are repeated")
    func turnedAndSized() async throws {
        try await withFolder { folder async throws in
            let photograph = try RGBImage(contentsOf: Program.photograph("astronaut.png"))
            try photograph.turned(clockwise: 90).write(to: folder.appending(path: "lying.png"))
            let made = try await Program.run([
                "portrait", folder.path("lying.png"), "quiet joy", "--seed", "3", "--model", "tiny-portrait", "--size",
                "96x160", "--steps", "2", "--detail-steps", "2", "-o", folder.path("a.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            #expect(made.error.contains("note: lying.png: it lay on its side, so it was turned by 270° clockwise\n"))
            let bytes = try Data(contentsOf: folder.appending(path: "a.png"))
            let picture = try RGBImage(decoding: [UInt8](bytes))
            #expect(picture.width == 96 && picture.height == 160)
            let texts = try PictureText.read(fromPicture: [UInt8](bytes))
            let parameters = try PortraitParameters(json: try #require(texts.last?.text))
            #expect(parameters.photographs.first?.turned == 270)
            #expect(parameters.prompt.classWord == "woman")
            #expect(texts.first?.text.contains("Size: 96x160") == true)
            let again = try await Program.run(["replay", folder.path("a.png"), "-o", folder.path("b.png")])
            #expect(again.code == 0, "\(again.error)")
            #expect(try Data(contentsOf: folder.appending(path: "b.png")) == bytes)
            let faces = try await Program.run(["faces", folder.path("lying.png")])
            #expect(faces.output.contains("woman") && faces.output.contains("turned by 270° clockwise"))
        }
    }

    @Test("a picture recorded before sizes and turns were kept, with a large seed, is made again")
    func old() async throws {
        try await withFolder { folder async throws in
            let photograph = Program.photograph("astronaut.png").path
            let made = try await Program.run([
                "portrait", photograph, "quiet joy", "--seed", "3", "--model", "tiny-portrait", "--steps", "2",
                "--detail-steps", "0", "--medium", "none", "-o", folder.path("new.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "new.png")))
            let texts = try PictureText.read(fromPicture: bytes)
            var parameters = try PortraitParameters(json: try #require(texts.last?.text))
            // As version 0.1.0 wrote it before.
            parameters.settings.size = ImageSize(width: 64, height: 64)
            parameters.settings.paintedSize = nil
            parameters.seed = 15_111_065_706_836_454_664
            try RGBImage(decoding: bytes).write(
                to: folder.appending(path: "old.png"),
                texts: [PictureText(keyword: PortraitParameters.jsonKeyword, text: try parameters.json())])
            var written: [Data] = []
            for name in ["b.png", "c.png"] {
                let again = try await Program.run([
                    "replay", folder.path(written.isEmpty ? "old.png" : "b.png"), photograph, "-o", folder.path(name),
                ])
                #expect(again.code == 0, "\(again.error)")
                written.append(try Data(contentsOf: folder.appending(path: name)))
            }
            #expect(written[0] == written[1])
            let replayed = try PictureText.read(fromPicture: [UInt8](written[0]))
            #expect(try PortraitParameters(json: try #require(replayed.last?.text)) == parameters)
            #expect(try RGBImage(decoding: [UInt8](written[0])).width == 128)
        }
    }
}
