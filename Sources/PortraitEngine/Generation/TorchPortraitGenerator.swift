package import Diffusion
package import FaceAnalysis
package import Foundation
import Media
package import PortraitDomain
import Synchronization
import Torch

/// Makes portraits with a model folder on libtorch. The model is loaded at the first call and kept.
package actor TorchPortraitGenerator: PortraitGenerator {
    private let executor = EngineExecutor(label: "narcis.portraits")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let folder: URL
    private let placement: Placement
    private let memory: Int?
    private let hashes: HashCache
    private let faces: @Sendable () throws -> FaceAnalyzer
    private var loaded: ModelComponents?
    private var loadedAnalyzer: FaceAnalyzer?
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
        for requests: [PortraitRequest],
        progress: @escaping @Sendable (PortraitEvent, _ request: Int) -> Void,
        onFinished: @escaping @Sendable (Portrait, _ request: Int) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitOutcome] {
        if loaded == nil {
            for index in requests.indices { progress(.stage(StageProgress(stage: .loading)), index) }
            // A separate turn of the actor, so that waiting callers get the model's description before the painting
            // begins.
            _ = try await model()
        }
        // Its threads do not belong to the task and would not notice a cancellation.
        let work = Work(threads: TorchRuntime.threadCount)
        let result = await withTaskCancellationHandler {
            Result { () throws(PortraitError) in try make(requests, work, progress, onFinished) }
        } onCancel: {
            work.cancel()
        }
        return try result.get()
    }

    private func model() throws -> ModelComponents {
        if let loaded { return loaded }
        let model = try ModelComponents(folder: folder, placement: placement, memory: memory, hashes: hashes)
        loaded = model
        published.withLock { $0 = model.description }
        return model
    }

    private func analyzer() throws -> FaceAnalyzer {
        let analyzer = try loadedAnalyzer ?? faces()
        loadedAnalyzer = analyzer
        return analyzer
    }

    /// The networks' kind and a hash of all their files: vectors of other networks do not compare.
    private func networks(of analyzer: FaceAnalyzer) throws -> String {
        "\(analyzer.name)-\(try hash(of: analyzer.files))"
    }

    private func hash(of files: [URL]) throws -> String {
        let files = Dictionary(files.map { ($0.lastPathComponent, $0) }) { first, _ in first }
        let sums = try hashes.hashes(of: files).sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
        return String(FileHash.sha256(of: Array(sums.joined().utf8)).prefix(12))
    }

    /// Requests that are prepared before the first of them is painted. A prepared request in a medium holds a
    /// photograph.
    static let mostPrepared = 8

    /// A failure of one request ends that one; the others go on.
    private func make(
        _ requests: [PortraitRequest], _ work: Work, _ progress: @escaping (PortraitEvent, Int) -> Void,
        _ onFinished: (Portrait, Int) throws(PortraitError) -> Void
    ) throws(PortraitError) -> [PortraitOutcome] {
        var outcomes = PortraitOutcomes(count: requests.count)
        for start in stride(from: 0, to: requests.count, by: Self.mostPrepared) {
            var plans: [PaintingPlan] = []
            for index in start..<min(start + Self.mostPrepared, requests.count) {
                let plan = try outcomes.noting([index]) {
                    try prepared(requests[index], index, work) { progress($0, index) }
                }
                if let plan { plans.append(plan) }
            }
            for batch in plans.batches {
                let scale = batch[0].settings.identityScale
                let isReady: Void? = try outcomes.noting(batch.map(\.requestIndex)) {
                    try model().setIdentityScale(scale)
                }
                if isReady != nil { try paint(batch, work, &outcomes, onFinished) }
            }
        }
        return outcomes.results
    }

    /// Makes the pictures of requests with one batch key, the first ones of all together, then the second ones.
    private func paint(
        _ batch: [PaintingPlan], _ work: Work, _ outcomes: inout PortraitOutcomes,
        _ onFinished: (Portrait, Int) throws(PortraitError) -> Void
    ) throws(PortraitError) {
        let seeds = batch.map { $0.request.seed ?? PortraitRequest.randomSeed() }
        let run = try reportingPortraitErrors { PortraitRun(model: try model(), analyzer: try analyzer(), work: work) }
        for index in 0..<(batch.map(\.request.count).max() ?? 0) {
            let open = zip(batch, seeds).filter { plan, _ in
                index < plan.request.count && outcomes.isOpen(plan.requestIndex)
            }
            guard !open.isEmpty else { return }
            let portraits = try outcomes.noting(open.map(\.0.requestIndex)) {
                try run.portraits(
                    index, of: open.map { (plan: $0, seed: PortraitRequest.seed($1, forImage: index)) })
            }
            for ((plan, _), portrait) in zip(open, portraits ?? []) {
                let summary = try outcomes.noting([plan.requestIndex]) {
                    let portrait = try portrait.get()
                    try onFinished(portrait, plan.requestIndex)
                    return PortraitSummary(portrait)
                }
                if let summary { outcomes.add(summary, to: plan.requestIndex) }
            }
        }
    }

    /// Checks a request and prepares everything that its pictures share.
    private func prepared(
        _ request: PortraitRequest, _ index: Int, _ work: Work, _ report: @escaping (PortraitEvent) -> Void
    ) throws -> PaintingPlan {
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
        // Every picture records the files' hashes; an unreadable file must be reported before anything is painted.
        _ = try model.identity.get()
        try Task.checkCancellation()

        report(.stage(StageProgress(stage: .faces, imageCount: request.count)))
        let analyzer = try analyzer()
        let networks = try networks(of: analyzer)
        settings.faceNetworks = networks
        if let wanted = request.faceNetworks, wanted != networks, wanted != analyzer.name {
            throw PortraitError.badData(
                "the picture was made with the face networks “\(wanted)” and these are “\(networks)”",
                advice: .matchFaceNetworks)
        }
        var plan = try PaintingPlan(
            request, settings, requestIndex: index, model: model, analyzer: analyzer, report: report)
        if plan.mediumWishes != nil {
            try plan.sitForMedium(
                by: MediumStage(analyzer: analyzer, work: work), networks: hash(of: analyzer.formFiles))
        }
        plan.releasePhotographs()
        return plan
    }
}
