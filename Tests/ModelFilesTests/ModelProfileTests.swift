import Diffusion
import Foundation
import PortraitDomain
import TestSupport
import Testing
import Torch

@testable import PortraitEngine

@Suite("A model's defaults")
struct ModelProfileTests {
    private func profile(_ defaults: String) async throws -> ModelProfile {
        try await withTemporaryFolder { folder in
            try Data("{\"defaults\":{\(defaults)}}".utf8).write(to: folder.appending(path: "narcis.json"))
            return try ModelProfile(folder: folder, nativeSide: 512)
        }
    }

    @Test("narcis.json may have one for every setting, under its key", arguments: PortraitParameter.settings)
    func settings(row: PortraitParameter) async throws {
        let (json, text) =
            switch row.kind {
            case .integer(let range): ("\(range.lowerBound + 1)", "\(range.lowerBound + 1)")
            case .number(let range): ("\(range.upperBound)", range.upperBound.text)
            case .choice(let names): ("\"\(names.last ?? "")\"", names.last ?? "")
            case .size: ("768", "768x768")
            default: ("", "")
            }
        let key = row.key.replacing("-", with: "_")
        #expect(row.setting?.access.get(try await profile("\"\(key)\":\(json)").defaults)?.text == text)
        await #expect(throws: (any Error).self) { try await profile("\"\(key)\":-9") }
    }

    @Test("and one for the number of attempts")
    func attempts() async throws {
        #expect(try await profile("\"attempts\":4").attempts == 4)
        await #expect(throws: (any Error).self) { try await profile("\"attempts\":17") }
    }

    @Test("the merge step stays before the last step unless it is named")
    func mergeStep() async throws {
        #expect(try await profile("\"steps\":4").defaults.startMergeStep == 2)
        #expect(try await profile("\"steps\":4,\"start_merge_step\":-1").defaults.startMergeStep == -1)
    }

    @Test("a model is described from its files as it is when it is loaded")
    func description() async throws {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Models")
        let catalogue = FolderCatalogue(roots: [models], imports: models)
        let read = try await catalogue.description(of: nil)
        var loaded = try ModelComponents(
            folder: models.appending(path: FolderCatalogue.defaultName),
            placement: Placement(kind: .float32, device: .cpu)
        ).description
        #expect(!loaded.memory.isEmpty && read.memory.isEmpty)
        loaded.memory = [:]
        #expect(read == loaded)
        await #expect(throws: PortraitError.self) { try await catalogue.description(of: "no-such-model") }
    }
}
