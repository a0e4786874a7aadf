import Foundation
import TestSupport
import Testing

/// `make test-gpu`: a whole portrait on the GPU, from the photograph to the file, and once more.
@Suite(
    "GPU portrait", .serialized,
    .enabled(
        if: ProcessInfo.processInfo.environment["NARCIS_TEST_GPU"] != nil,
        "set NARCIS_TEST_GPU=1 and LIBTORCH to a libtorch with CUDA"))
struct GPUPortraitTests {
    @Test("a portrait is painted and repeated bit for bit", arguments: ["float32", "bfloat16", "float16"])
    func portrait(precision: String) async throws {
        try await withFolder { folder async throws in
            let photograph = Program.photograph("astronaut.png").path
            let made = try await Program.run([
                "portrait", photograph, "quiet joy", "--seed", "3", "--device", "cuda", "--precision", precision,
                "--model", Program.embedded.path, "-o", folder.path("a.png"),
            ])
            #expect(made.code == 0, "\(made.error)")
            #expect(made.output.contains("likeness"))
            let again = try await Program.run([
                "replay", folder.path("a.png"), photograph, "--model", Program.embedded.path, "-o",
                folder.path("b.png"),
            ])
            #expect(again.code == 0, "\(again.error)")
            let pictures = try ["a.png", "b.png"].map { try Data(contentsOf: folder.appending(path: $0)) }
            #expect(pictures[0] == pictures[1])
        }
    }
}
