package import Diffusion
package import FaceAnalysis
package import Foundation
package import PortraitDomain
internal import Tokenizers
package import Torch

/// Makes portraits with a model folder on libtorch. The model is loaded at the first call and kept.
package actor TorchPortraitGenerator: PortraitGenerator {
    private let executor = EngineExecutor(label: "narcis.portraits")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let folder: URL
    private let placement: Placement
    private let faces: @Sendable () throws -> FaceAnalyzer
    private var loaded: LoadedModel?
    private var analyzer: FaceAnalyzer?

    /// - Parameters:
    ///   - folder: a diffusers folder with `photomaker/` beside the other components.
    ///   - faces: loads the face networks when they are first needed.
    package init(folder: URL, placement: Placement, faces: @escaping @Sendable () throws -> FaceAnalyzer) {
        self.folder = folder
        self.placement = placement
        self.faces = faces
    }

    package func model() async throws(PortraitError) -> ModelDescription {
        try reportingPortraitErrors { try model { _ in }.description }
    }

    package func portraits(
        for request: PortraitRequest, progress: @escaping @Sendable (PortraitEvent) -> Void
    ) async throws(PortraitError) -> [Portrait] {
        try reportingPortraitErrors { try make(request, progress) }
    }

    private func model(_ progress: (PortraitEvent) -> Void) throws -> LoadedModel {
        if let loaded { return loaded }
        progress(.stage(StageProgress(stage: .loading)))
        let model = try LoadedModel(folder: folder, placement: placement)
        loaded = model
        return model
    }

    private func make(_ request: PortraitRequest, _ progress: @escaping (PortraitEvent) -> Void) throws -> [Portrait] {
        let model = try model(progress)
        var settings = try request.validated(for: model.description)
        settings.device = placement.device == .cuda ? .cuda : .cpu
        settings.precision = placement.kind.choice
        let cell = model.vae.configuration.scale << (model.unet.configuration.blocks.count - 1)
        guard settings.size.width % cell == 0, settings.size.height % cell == 0 else {
            throw PortraitError.invalidRequest([
                RequestProblem(field: "size", message: "is \(settings.size); this model needs multiples of \(cell)")
            ])
        }
        try model.setIdentityScale(settings.identityScale)
        try Task.checkCancellation()

        progress(.stage(StageProgress(stage: .faces, imageCount: request.count)))
        let analyzer = try self.analyzer ?? faces()
        self.analyzer = analyzer
        let photographs = try request.photographs.map {
            try ReferencePhotograph(
                $0, face: request.face, analyzer: analyzer, encoder: model.encoder.configuration)
        }
        let run = try prepare(request, settings, model, analyzer, photographs, progress)
        let first = request.seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        var portraits: [Portrait] = []
        for index in 0..<request.count {
            let portrait = try run.portrait(index, seed: PortraitRequest.seed(first, forImage: index))
            progress(.finished(portrait))
            portraits.append(portrait)
        }
        return portraits
    }

    private func prepare(
        _ request: PortraitRequest, _ settings: PortraitSettings, _ model: LoadedModel, _ analyzer: FaceAnalyzer,
        _ photographs: [ReferencePhotograph], _ progress: @escaping (PortraitEvent) -> Void
    ) throws -> PortraitRun {
        progress(.stage(StageProgress(stage: .identity, imageCount: request.count)))
        let tokens = try model.encoder.tokens(
            pixels: .stack(photographs.map(\.pixels)),
            faceVectors: .from(
                photographs.flatMap(\.vector), shape: [photographs.count, model.encoder.configuration.faceWidth]))
        progress(.stage(StageProgress(stage: .prompt, imageCount: request.count)))
        let trigger = TriggerWord(tokensPerPhotograph: model.encoder.configuration.tokensPerPhotograph)
        let prompt = try PromptResolver(prompts: model.prompts, trigger: trigger, photographs: photographs.count)
            .resolve(
                request.prompt, style: model.profile.styles.first { $0.name == request.style },
                classWord: photographs.compactMap(\.classWord).first ?? "person")
        let encoded = try model.prompts.encode(prompt.text, trigger: trigger, photographs: photographs.count)
        return PortraitRun(
            model: model, analyzer: analyzer, request: request, settings: settings, photographs: photographs,
            prompt: prompt, identity: try encoded.fused(with: tokens, by: model.encoder), textOnly: encoded.textOnly,
            negative: try request.negativePrompt.map { try model.prompts.encode($0) } ?? encoded.textOnly.zeroed(),
            progress: progress)
    }
}

extension ScalarKind {
    var choice: PrecisionChoice {
        switch self {
        case .bfloat16: .bfloat16
        case .float16: .float16
        default: .float32
        }
    }
}
