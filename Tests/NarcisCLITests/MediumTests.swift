import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

/// The built program with the embedded model, rendering in media.
@Suite("Media, end to end", .serialized)
struct MediumTests {
    private static let photograph = Program.photograph("astronaut.png").path

    @Test("a picture in a medium has the page's size and resolution, is filmed, and is repeated byte for byte")
    func medium() async throws {
        try await withFolder { folder async throws in
            let made = try await Program.run([
                "portrait", Self.photograph, "ocean memory", "--medium", "linocut:2", "--page", "320x400", "--steps",
                "2",
                "--start-merge-step", "0", "--seed", "3", "--model", Program.embedded.path, "-o", folder.path("a.png"),
                "--film", folder.path("film.webp"), "--preview", folder.path("preview.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "a.png")))
            let picture = try RGBImage(decoding: bytes)
            #expect(picture.width == 320 && picture.height == 400)
            let texts = try PictureText.read(from: bytes)
            let parameters = try PortraitParameters(json: try #require(texts.last?.text))
            let medium = try #require(parameters.settings.medium)
            #expect(medium.medium == "linocut" && medium.variation == 1 && medium.palette == "ocean")
            #expect(medium.ground == "waves" && medium.page == ImageSize(width: 320, height: 400))
            // 300 dots an inch are 11,811 a meter, in the chunk pHYs; and the picture is marked as sRGB.
            let resolution: [UInt8] = Array("pHYs".utf8) + [0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1]
            #expect(bytes.firstRange(of: resolution) != nil)
            #expect(bytes.firstRange(of: Array("sRGB".utf8)) != nil)
            let film = try Data(contentsOf: folder.appending(path: "film.webp"))
            #expect(film.firstRange(of: Data("ANIM".utf8)) != nil)
            let again = try await Program.run([
                "replay", folder.path("a.png"), Self.photograph, "-o", folder.path("b.png"),
            ])
            #expect(again.code == 0, "\(again.error)")
            #expect([UInt8](try Data(contentsOf: folder.appending(path: "b.png"))) == bytes)
        }
    }

    @Test("shapes carry their parameters and are repeated byte for byte", arguments: ["svg", "pdf"])
    func shapes(kind: String) async throws {
        try await withFolder { folder async throws in
            let made = try await Program.run([
                "portrait", Self.photograph, "ocean memory", "--medium", "poster", "--page", "320x400", "--steps", "2",
                "--start-merge-step", "0", "--model", Program.embedded.path, "-o", folder.path("a.\(kind)"),
            ])
            #expect(made.code == 0, "\(made.error)")
            let again = try await Program.run([
                "replay", folder.path("a.\(kind)"), Self.photograph, "-o", folder.path("b.\(kind)"),
            ])
            #expect(again.code == 0, "\(again.error)")
            let first = try Data(contentsOf: folder.appending(path: "a.\(kind)"))
            #expect(try Data(contentsOf: folder.appending(path: "b.\(kind)")) == first && first.count > 10_000)
            let other = try await Program.run([
                "portrait", Self.photograph, "ocean memory", "--medium", "oil", "--page", "320x400", "--model",
                Program.embedded.path, "-o", folder.path("c.\(kind)"),
            ])
            #expect(other.code != 0 && other.error.contains("woodblock"), "\(other.error)")
        }
    }

    @Test(
        "a wish that would be forgotten is refused",
        arguments: [
            (["portrait", "--medium", "none", "--palette", "ocean"], "palette goes with a medium"),
            (["portrait", "--size", "512", "--page", "A4"], "one of the two"),
            (["portrait", "--palette", "+12345"], "+12345"),
            (["portrait", "--film", "x.webp", "--preview", "x.webp"], "film"),
        ])
    func forgotten(arguments: [String], expected: String) async throws {
        try await withFolder { folder async throws in
            let made = try await Program.run(
                [arguments[0], Self.photograph, "quiet joy"] + arguments.dropFirst()
                    + ["--model", Program.embedded.path, "-o", folder.path("x.png")])
            #expect(made.code != 0 && made.error.contains(expected), "\(made.error)")
        }
    }

    @Test(
        "media, palettes, grounds and pages that there are not are refused in a line",
        arguments: [
            ("--medium", "crayons", "linocut"), ("--palette", "mud", "midnight"), ("--ground", "sofa", "waves"),
            ("--page", "9000x9000", "8192"), ("--page", "A99", "A3"), ("--medium", "oil:0", "NAME:2"),
            ("--medium", "watercolr", "did you mean watercolour"), ("--palette", "#ff00", "2a6f97"),
            ("--page", "A0", "8192"), ("--page", "64", "80 or more"),
            ("--film", "film.gif", ".webp"),
        ])
    func unknown(option: String, value: String, expected: String) async throws {
        try await withFolder { folder async throws in
            let made = try await Program.run([
                "portrait", Self.photograph, "quiet joy", option, value, "--model", Program.embedded.path, "-o",
                folder.path("x.png"),
            ])
            #expect(made.code != 0 && made.error.contains(expected), "\(made.error)")
            #expect(try folder.names == ["me.png"])
        }
    }

    @Test("narcis media lists every medium with a line")
    func list() async throws {
        let listed = try await Program.run(["media"])
        #expect(listed.code == 0, "\(listed.error)")
        for name in ["linocut", "watercolour", "engraving", "--palette", "--ground"] {
            #expect(listed.output.contains(name))
        }
    }
}
