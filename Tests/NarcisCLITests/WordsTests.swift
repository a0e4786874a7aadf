import Foundation
import Imaging
import PortraitDomain
import Testing

@testable import NarcisCLI

@Suite("What the commands say of photographs")
struct WordsTests {
    @Test("every refusal says in words what to do")
    func refusals() {
        let refusals: [PhotographRefusal] = [
            .noFace, .severalFaces(2), .noSuchFace(number: 3, count: 1), .noSuchFace(number: 3, count: 2),
            .tooSmall(pixels: 31, least: 40), .blurred, .lookingAway, .tooDark, .overexposed, .hidden, .cutByEdge,
        ]
        #expect(
            refusals.map(\.words) == [
                "no face was found; choose a photograph that shows the face from the front, well lit",
                "2 faces were found; choose one with --face 1 to 2 (left to right) or --face largest",
                "there is no face 3; one was found", "there is no face 3; 2 were found",
                "the face is only 31 pixels wide; choose a photograph where it has at least 40",
                "the face is too blurred; choose a sharper photograph",
                "the face looks away; choose a photograph that shows it from the front",
                "the face is too dark; choose a photograph with more light on it",
                "the face is overexposed, most of it is plain white; choose a photograph with softer light",
                "too much of the face is hidden; choose a photograph that shows all of it",
                "the face is cut by the photograph's edge; choose one that shows the whole head",
            ])
        #expect(
            PortraitError.photographUnfit(name: "me.jpg", .tooDark).words
                == "me.jpg: the face is too dark; choose a photograph with more light on it")
    }

    @Test("remarks are told before anything is painted, once for all pictures, and stand in the JSON")
    func remarks() async throws {
        let findings = [
            PhotographFindings(name: "me.png", remarks: [.turned(degrees: 180), .cutByEdge]),
            PhotographFindings(name: "you.png", remarks: [.anotherPerson(similarity: 0.1)]),
        ]
        try await withFolder { folder async throws in
            let services = CommandDependencies.fake(generator: FakeGenerator(findings: findings))
            let arguments = [
                "portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png"), "--count", "2", "--force",
            ]
            let result = await run(arguments, services)
            let lines = result.error.split(separator: "\n").map(String.init)
            #expect(
                Array(lines.prefix(4)) == [
                    "Loading the model", "note: me.png: it stood on its head, so it was turned by 180° clockwise",
                    "note: me.png: the head is cut by the photograph's edge; one that shows all of it gives a better "
                        + "portrait",
                    "note: you.png: its face is not like the others; all photographs should show one person",
                ])
            #expect(lines.filter { $0.hasPrefix("note:") }.count == 3)
            struct Line: Decodable { var photographs: [PhotographFindings] }
            let json = await run(arguments + ["--json"], services)
            #expect(json.error.isEmpty)
            let read = try JSONDecoder().decode([Line].self, from: Data(json.output.utf8))
            #expect(read.map(\.photographs) == [findings, findings])
        }
    }

    @Test("every advice names an option, a task or a file, and no failure below does")
    func advice() {
        for advice in PortraitAdvice.allCases {
            let words = PortraitError.engine("it failed", advice: advice).words
            #expect(words.hasPrefix("it failed; ") && words.count < 200)
            #expect(words.contains("--") || words.contains("`"), "\(words)")
            #expect(PortraitError.engine("it failed", advice: advice).description == "it failed")
        }
    }

    @Test("a result that is not like the sitter says so")
    func likeness() async throws {
        try await withFolder { folder async throws in
            let result = await run(
                ["portrait", folder.path("me.png"), "joy", "-o", folder.path("a.png")],
                .fake(generator: FakeGenerator(notices: [.littleLikeness])))
            #expect(result.code == 0 && result.error.contains("is not much like the photograph; try more --attempts"))
        }
    }

    @Test("a photograph that lay on its side is drawn upright, and that is said")
    func turned() async throws {
        try await withFolder { folder async throws in
            var services = CommandDependencies.fake()
            services.faceInspector = { _ in TurningInspector() }
            let result = await run(["faces", folder.path("me.png"), "--overlay", folder.path("o.png")], services)
            #expect(result.output.contains("me.png: 60×64, 0 faces"))
            #expect(result.output.contains("Note: it lay on its side, so it was turned by 90° clockwise.\n"))
            let drawn = try RGBImage(contentsOf: folder.appending(path: "o.png"))
            #expect(drawn.width == 60 && drawn.height == 64)
        }
    }
}

private struct TurningInspector: FaceInspector {
    func findings(
        in photograph: PhotographSource, face: FaceChoice, isOneOfSeveral: Bool
    ) async throws(PortraitError) -> PhotographFindings {
        PhotographFindings(name: photograph.name, remarks: [])
    }

    func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport {
        FaceReport(width: 60, height: 64, turned: 90, faces: [], refusal: .noFace, remarks: [.turned(degrees: 90)])
    }
}
