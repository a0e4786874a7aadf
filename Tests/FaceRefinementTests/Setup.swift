import Diffusion
import FaceAnalysis
import Foundation
import Imaging
import PortraitDomain
import SetUpTestSupport
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

    static func refine(
        _ picture: RGBImage, seed: UInt64, model folder: URL = model,
        adjusting: (inout PortraitRequest) -> Void = { _ in }, progress: @escaping (PortraitEvent) -> Void = { _ in }
    ) throws -> FaceRefinement.Result {
        let run = try run(model: folder, adjusting: adjusting, progress: progress)
        return try FaceRefinement(run: run, image: 0, seed: seed).refined(picture)
    }

    static func run(
        model folder: URL = model, photographs names: [String] = ["astronaut.png"],
        adjusting: (inout PortraitRequest) -> Void = { _ in },
        progress: @escaping (PortraitEvent) -> Void = { _ in }
    ) throws -> PortraitRun {
        // The model is so small that a second thread only waits.
        TorchRuntime.setThreadCount(1)
        let model = try LoadedModel(folder: folder, placement: Placement(kind: .float32, device: .cpu))
        let sources = names.map {
            PhotographSource.file(path: FetchedFiles.folder.appending(path: "photographs/\($0)").path)
        }
        var request = PortraitRequest(photographs: sources, prompt: .words("quiet joy"))
        request.keepsStages = true
        request.detailSteps = 4
        request.detailStrength = 0.5
        adjusting(&request)
        let settings = try request.validated(for: model.description)
        let references = try sources.map {
            try ReferencePhotograph($0, face: .only, analyzer: analyzer.get(), encoder: model.encoder.configuration)
        }
        return try PortraitRun(
            request, settings, model: model, analyzer: analyzer.get(), photographs: references,
            others: Set(references.others(by: analyzer.get().embedder).keys), progress: progress)
    }
}
