import Foundation
import ParityCheck
import PortraitDomain
import Testing

/// Cases that diffusers and transformers computed on a small random model; Scripts/parity/case_fixtures.py wrote them.
@Suite("Recorded cases")
struct RecordedCaseTests {
    static let fixtures = Bundle.module.resourceURL!.appending(path: "Fixtures/00")

    /// A copy of the fixtures that a test may spoil; removed with the value.
    final class Copy {
        let folder = FileManager.default.temporaryDirectory.appending(path: "narcis-case-\(UUID().uuidString)")

        init() throws { try FileManager.default.copyItem(at: RecordedCaseTests.fixtures, to: folder) }
        deinit { try? FileManager.default.removeItem(at: folder) }

        func edit(_ path: String, _ change: (inout [String: Any]) -> Void) throws {
            let url = folder.appending(path: path)
            var values = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
            change(&values)
            try JSONSerialization.data(withJSONObject: values).write(to: url)
        }
    }

    private func check(_ folder: URL) async throws -> CaseReport {
        try await EngineCaseChecker().check(directory: folder.path)
    }

    @Test("every tensor agrees", arguments: ["photomaker", "differential", "tokens", "text", "unet", "vae"])
    func agreement(kind: String) async throws {
        let report = try await check(Self.fixtures.appending(path: kind))
        #expect(report.kind == kind)
        let worst = report.rows.filter { !$0.passed }.map { "\($0.tensor) \($0.relativeError)" }
        #expect(report.passed, "\(worst)")
    }

    @Test("a portrait's case compares mask, embeddings, fused weight, every step and the image")
    func completeness() async throws {
        let names = try await check(Self.fixtures.appending(path: "photomaker")).rows.map(\.tensor)
        let wanted = [
            "class_tokens_mask", "id_prompt_embeds", "fused_to_q_down1_attn0_block0", "latents_by_step[0]",
            "latents_by_step[1]", "latents_by_step[2]", "image", "timesteps", "sigmas",
        ]
        #expect(Set(wanted).isSubset(of: names), "\(names)")
    }

    @Test(
        "another merge step, guidance, seed or prompt is noticed", arguments: ["merge", "guidance", "seed", "prompt"])
    func sensitivity(what: String) async throws {
        let copy = try Copy()
        try copy.edit("photomaker/case.json") { values in
            switch what {
            case "merge": values["start_merge_step"] = 1
            case "guidance": values["guidance_scale"] = 5.01
            case "seed": values["seed"] = 3
            default: values["prompt"] = "portrait photo of a boy img"
            }
        }
        let report = try await check(copy.folder.appending(path: "photomaker"))
        #expect(!report.passed)
    }

    @Test("a missing or broken description is told in one sentence")
    func broken() async throws {
        let copy = try Copy()
        let folder = copy.folder.appending(path: "unet")
        for text in ["", "{", "[]", #"{"kind":"other"}"#, #"{"kind":"unet"}"#] {
            try Data(text.utf8).write(to: folder.appending(path: "case.json"))
            await #expect(throws: PortraitError.self, "\(text)") { _ = try await check(folder) }
        }
        try FileManager.default.removeItem(at: folder.appending(path: "case.json"))
        await #expect(throws: PortraitError.self) { _ = try await check(folder) }
    }

    @Test("a file of another kind in the place of the adaptation is refused")
    func foreignAdaptation() async throws {
        let copy = try Copy()
        let folder = copy.folder.appending(path: "photomaker")
        try Data("not a zip".utf8).write(to: folder.appending(path: "photomaker.bin"))
        await #expect(throws: PortraitError.self) { _ = try await check(folder) }
    }
}
