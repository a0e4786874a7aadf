package import Diffusion
package import FaceAnalysis
package import Foundation
internal import Media
package import PortraitDomain
internal import Synchronization
internal import Torch

/// Makes portraits with a model folder on libtorch. The model is loaded at the first call and kept.
package actor TorchPortraitGenerator: PortraitGenerator {
    private let executor = EngineExecutor(label: "narcis.portraits")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let folder: URL
    private let placement: Placement
    private let memory: Int?
    private let hashes: HashCache
    private let faces: @Sendable () throws -> FaceAnalyzer
    private var loaded: LoadedModel?
    private var analyzer: FaceAnalyzer?
    /// Set when the model is loaded, and read without waiting for the executor.
    private let published = Mutex<ModelDescription?>(nil)

    /// - Parameters:
    ///   - folder: a diffusers folder with `photomaker/` beside the other components.
    ///   - memory: bytes of weights that may be held at once; nil for all.
    ///   - hashFile: where the hashes of the model's files are remembered.
    ///   - faces: loads the face networks when they are first needed.
    package init(
        folder: URL, placement: Placement, memory: Int? = nil, hashFile: URL? = nil,
        faces: @escaping @Sendable () throws -> FaceAnalyzer
    ) {
        self.folder = folder
        self.placement = placement
        self.memory = memory
        hashes = HashCache(file: hashFile)
        self.faces = faces
    }

    package nonisolated func model() async throws(PortraitError) -> ModelDescription {
        if let known = published.withLock({ $0 }) { return known }
        return try await loadedDescription()
    }

    private func loadedDescription() throws(PortraitError) -> ModelDescription {
        try reportingPortraitErrors { try model().description }
    }

    package func modelIdentity() async throws(PortraitError) -> ModelIdentity {
        try reportingPortraitErrors { try model().identity.get() }
    }

    package func portraits(
        for request: PortraitRequest, progress: @escaping @Sendable (PortraitEvent) -> Void,
        onFinished: @escaping @Sendable (Portrait) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitSummary] {
        if loaded == nil {
            progress(.stage(StageProgress(stage: .loading)))
            // In a turn of its own, so that whoever waits for the model's description has it before the painting begins.
            _ = try await model()
        }
        // Its threads are none of the task's and would not hear that it was cancelled.
        let work = Work(threads: TorchRuntime.threadCount)
        let result = await withTaskCancellationHandler {
            Result { () throws(PortraitError) in
                try reportingPortraitErrors { try make(request, work, progress, onFinished) }
            }
        } onCancel: {
            work.cancel()
        }
        return try result.get()
    }

    private func model() throws -> LoadedModel {
        if let loaded { return loaded }
        let model = try LoadedModel(folder: folder, placement: placement, memory: memory, hashes: hashes)
        loaded = model
        published.withLock { $0 = model.description }
        return model
    }

    /// The networks' kind and a hash of all their files: other networks see another face.
    private func networks(of analyzer: FaceAnalyzer) throws -> String {
        "\(analyzer.name)-\(try hash(of: analyzer.files))"
    }

    private func hash(of files: [URL]) throws -> String {
        let files = Dictionary(files.map { ($0.lastPathComponent, $0) }) { first, _ in first }
        let sums = try hashes.hashes(of: files).sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
        return String(FileHash.sha256(of: Array(sums.joined().utf8)).prefix(12))
    }

    private func make(
        _ request: PortraitRequest, _ work: Work, _ progress: @escaping (PortraitEvent) -> Void,
        _ onFinished: (Portrait) throws(PortraitError) -> Void
    ) throws -> [PortraitSummary] {
        let model = try model()
        var settings = try request.validated(for: model.description)
        settings.device = placement.device == .cuda ? .cuda : .cpu
        settings.precision = placement.kind.choice
        settings.memoryLimit = memory
        settings.threads = placement.device == .cpu ? TorchRuntime.threadCount : nil
        let cell = model.cell
        guard settings.painted.width % cell == 0, settings.painted.height % cell == 0 else {
            throw PortraitError.invalidRequest([
                RequestProblem(field: "size", message: "is \(settings.painted); this model needs multiples of \(cell)")
            ])
        }
        // Every picture records the files' hashes: one that cannot be read is told before anything is painted.
        _ = try model.identity.get()
        try model.setIdentityScale(settings.identityScale)
        try Task.checkCancellation()

        progress(.stage(StageProgress(stage: .faces, imageCount: request.count)))
        let analyzer = try self.analyzer ?? faces()
        self.analyzer = analyzer
        let networks = try networks(of: analyzer)
        settings.faceNetworks = networks
        if let wanted = request.faceNetworks, wanted != networks, wanted != analyzer.name {
            throw PortraitError.badData(
                "the picture was made with the face networks “\(wanted)” and these are “\(networks)”",
                advice: .matchFaceNetworks)
        }
        let turned = request.repeated?.turned
        let photographs = try request.photographs.enumerated().map { index, source in
            try Task.checkCancellation()
            return try ReferencePhotograph(
                source, face: request.face, isOneOfSeveral: request.photographs.count > 1,
                turned: turned.map { $0.indices.contains(index) ? $0[index] : 0 }, analyzer: analyzer,
                encoder: model.encoderConfiguration)
        }
        let others = photographs.others(by: analyzer.embedder)
        let findings = turned == nil ? photographs.findings(others) : []
        if !findings.isEmpty { progress(.photographs(findings)) }
        var run = try PortraitRun(
            request, settings, model: model, analyzer: analyzer, photographs: photographs, others: Set(others.keys),
            work: work, progress: progress)
        if run.hasMedium { try run.sitForMedium(networks: hash(of: analyzer.formFiles)) }
        let first = request.seed ?? PortraitRequest.randomSeed()
        var portraits: [PortraitSummary] = []
        for index in 0..<request.count {
            var portrait = try run.portrait(
                index, seed: PortraitRequest.seed(first, forImage: index),
                // Where the photograph gives the likeness, one painting of the model gives its colors.
                attempts: request.attempts ?? (run.isDrawnFromPhotograph ? 1 : model.profile.attempts))
            portrait.photographs = findings
            try onFinished(portrait)
            portraits.append(PortraitSummary(portrait))
        }
        return portraits
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
