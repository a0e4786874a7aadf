import Crypto
import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

func sha256(_ data: Data) -> String? {
    SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
}

@Suite("narcis faces and models")
struct OtherCommandTests {
    @Test("faces are listed by number, with age and class, and why they cannot be used")
    func faces() async throws {
        try await withFolder { folder async throws in
            let result = await run(["faces", folder.path("me.png")])
            #expect(
                result.output == """
                    me.png: 64×60, 2 faces
                      1  40×44 at (10, 8), certainty 0.87, woman, about 34
                      2  40×44 at (10, 8), certainty 0.87, woman, about 34
                    Not usable as it is: 2 faces were found; choose one with --face 1 to 2 (left to right) or --face largest.

                    """)
            // A photograph that no portrait can be made of is a failure, for scripts.
            #expect(result.code == 1 && result.error.isEmpty)
        }
    }

    @Test("--json gives boxes, landmarks and vectors")
    func facesAsJSON() async throws {
        try await withFolder { folder async throws in
            let result = await run(["faces", folder.path("me.png"), "--json"])
            let report = try JSONDecoder().decode(FaceReport.self, from: Data(result.output.utf8))
            let expected = try await FakeInspector().faces(in: .file(path: "x"))
            #expect(report == expected)
            #expect(result.output.contains("2 faces were found; choose one with --face"))
        }
    }

    @Test("--overlay draws into a copy and never into the photograph")
    func overlay() async throws {
        try await withFolder { folder async throws in
            let me = folder.path("me.png")
            #expect(await run(["faces", me, "--overlay", folder.path("o.jpg")]).code == 1)
            #expect(await run(["faces", me, "--overlay", folder.path("o.png")]).code == 1)
            let drawn = try RGBImage(contentsOf: folder.appending(path: "o.png"))
            #expect(drawn.width == 64 && drawn.height == 60)
            #expect(drawn[10, 30] == RGBColor(red: 255, green: 196, blue: 0))
            #expect(drawn[20, 20] == RGBColor(red: 255, green: 64, blue: 96))
            #expect(await run(["faces", me, "--overlay", folder.path("o.png")]).error.contains("o-2.png is written"))
            #expect(await !run(["faces", me, "--overlay", folder.path("o.png"), "--force"]).error.contains("written"))
            #expect(try folder.names == ["me.png", "o-2.png", "o.jpg", "o.png"])
            let refused = await run(["faces", me, "--overlay", me])
            #expect(refused.code == 1)
            #expect(refused.error.contains("overlay “\(me)” is one of the files that it is made from"))
            #expect(await run(["faces", me, "--overlay", folder.path("o.gif")]).code == 1)
            #expect(
                try RGBImage(contentsOf: folder.appending(path: "me.png"))
                    == RGBImage(width: 64, height: 60, filledWith: .white))
        }
    }

    @Test("models are listed with size and styles")
    func models() async {
        let size = ImageSize(width: 128, height: 128)
        let catalogue = FakeCatalogue(summaries: [
            ModelSummary(
                name: "narcis-mini", path: "/m/narcis-mini", parameters: 28_400_000, bytes: 56_800_000,
                nativeSize: size,
                isDefault: true, styles: ["oil", "ink wash"]),
            ModelSummary(
                name: "plain", path: "/m/plain", parameters: 1000, bytes: 2_400_000, nativeSize: size, isDefault: false),
        ])
        let result = await run(["models", "list"], .fake(catalogue: catalogue))
        #expect(
            result.output == """
                * narcis-mini  28.4 M parameters, 57 MB, 128x128
                    /m/narcis-mini
                    styles: oil, ink wash
                  plain  0.0 M parameters, 2 MB, 128x128
                    /m/plain

                """)
        let none = await run(["models", "list"])
        #expect(none.output == "There is no model here; add one with `narcis models import`.\n")
    }

    @Test("verify says what is wrong and fails")
    func verify() async {
        let good = await run(["models", "verify", "m"])
        #expect(good.code == 0 && good.output == "ok   unet  ab12\nok   vae  \n")
        let bad = await run(["models", "verify", "m"], .fake(catalogue: FakeCatalogue(problem: "conv_in is missing")))
        #expect(bad.code == 1 && bad.output == "ok   unet  ab12\nBAD  vae  conv_in is missing\n")
    }

    @Test("import passes the catalogue's refusal on")
    func importing() async {
        let result = await run(["models", "import", "nowhere"])
        #expect(result.code == 1)
        #expect(result.error == "error: nowhere is not a model: it has no model_index.json\n")
    }

    @Test("check-case prints every tensor's error and fails above the tolerance")
    func checkCase() async {
        let good = await run(["models", "check-case", "dir"])
        #expect(good.code == 0)
        #expect(
            good.output == """
                ok   latents  2.000e-06  1×4×8×8
                ok   image    1.000e-07  3
                photomaker: 2 tensors, all within 1e-4

                """)
        for error in [1.1e-4, .nan] {
            let bad = await run(["models", "check-case", "dir"], .fake(checker: FakeChecker(error: error)))
            #expect(bad.code == 1 && bad.output.contains("FAIL latents"))
            #expect(bad.output.hasSuffix("photomaker: 2 tensors, 1 above 1e-4\n"))
        }
    }

    @Test(
        "help and version go to standard output with code 0",
        arguments: [
            ["--help"], [], ["help", "portrait"], ["portrait", "--help"], ["replay", "--help"], ["faces", "-h"],
            ["models", "--help"], ["--version"],
        ])
    func help(arguments: [String]) async {
        let result = await run(arguments)
        #expect(result.code == 0 && result.error.isEmpty)
        #expect(arguments == ["--version"] ? result.output == "0.1.0\n" : result.output.contains("USAGE: narcis"))
    }
}

@Suite("The progress line")
struct ProgressLineTests {
    private func line(_ step: Int, of count: Int, image: Int = 0, images: Int = 1, left: Double? = nil) -> ProgressLine
    {
        ProgressLine(
            progress: StageProgress(stage: .base, image: image, imageCount: images, step: step, stepCount: count),
            timeLeft: left)
    }

    @Test("it shows stage, bar, step, picture and time left")
    func full() {
        #expect(
            line(5, of: 20, image: 1, images: 3, left: 61.2).text(columns: 100)
                == "Painting            ██████░░░░░░░░░░░░░░░░░░  5/20  picture 2 of 3  1 min 2 s left")
    }

    @Test("it never wraps", arguments: [1, 20, 40, 60, 80])
    func narrow(columns: Int) {
        let text = line(149, of: 150, image: 62, images: 64, left: 7322).text(columns: columns)
        #expect(text.count <= max(columns - 1, 10))
    }

    @Test(
        "times are rounded up to whole seconds",
        arguments: [
            (-1.0, "0 s"), (0.2, "1 s"), (59.0, "59 s"), (59.5, "1 min 0 s"), (3599, "59 min 59 s"),
            (7260, "2 h 1 min"),
            (.infinity, "277777 h 46 min"),
        ])
    func durations(seconds: Double, text: String) { #expect(ProgressLine.duration(seconds) == text) }
}
