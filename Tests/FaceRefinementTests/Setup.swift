import Diffusion
import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import TestSupport
import Torch

@testable import PortraitEngine

/// The tiny model and the face networks, loaded once.
enum Setup {
    static let model = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "NarcisCLITests/Fixtures/tiny-portrait")

    static let analyzer = Result { try FaceAnalyzer(folder: FetchedFiles.folder.appending(path: "faces")) }

    static func photograph(_ name: String) throws -> RGBImage {
        try RGBImage(contentsOf: FetchedFiles.folder.appending(path: "photographs/\(name)"))
    }

    /// A copy of the model with another profile, which is gone after the test.
    static func withModel(profile: String, _ body: (URL) throws -> Void) throws {
        try withTemporaryFolder { parent in
            let folder = parent.appending(path: "model")
            try FileManager.default.copyItem(at: model, to: folder)
            try Data(profile.utf8).write(to: folder.appending(path: "narcis.json"))
            try body(folder)
        }
    }

    static func refine(
        _ picture: RGBImage, seed: UInt64, model folder: URL = model,
        adjusting: (inout PortraitRequest) -> Void = { _ in }, progress: @escaping (PortraitEvent) -> Void = { _ in }
    ) throws -> FaceStage.Result {
        let (run, plan) = try run(model: folder, adjusting: adjusting, progress: progress)
        return try run.refined([PictureRow(plan: plan, index: 0, seed: seed)], [picture])[0]
    }

    /// A picture before its stage 2.
    static func stage(_ picture: RGBImage, of plan: PaintingPlan, by run: PortraitRun) throws -> FaceStage {
        try FaceStage(
            picture, settings: plan.settings, sitter: plan.sitter, facePosition: run.model.profile.facePosition,
            analyzer: run.analyzer)
    }

    /// A request that is ready to be painted, and a run for its pictures.
    static func run(
        model folder: URL = model, photographs names: [String] = ["astronaut.png"],
        adjusting: (inout PortraitRequest) -> Void = { _ in },
        progress: @escaping (PortraitEvent) -> Void = { _ in }
    ) throws -> (run: PortraitRun, plan: PaintingPlan) {
        // The model is so small that a second thread only waits.
        TorchRuntime.setThreadCount(1)
        let model = try ModelComponents(folder: folder, placement: Placement(kind: .float32, device: .cpu))
        let sources = names.map {
            PhotographSource.file(path: FetchedFiles.folder.appending(path: "photographs/\($0)").path)
        }
        var request = PortraitRequest(photographs: sources, prompt: .words("quiet joy"))
        request.medium = .off
        request.keepsStages = true
        request.detailSteps = 4
        request.detailStrength = 0.5
        adjusting(&request)
        let settings = try request.validated(for: model.description), analyzer = try analyzer.get()
        let plan = try PaintingPlan(request, settings, model: model, analyzer: analyzer, report: progress)
        return (PortraitRun(model: model, analyzer: analyzer), plan)
    }
}
