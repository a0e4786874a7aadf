import Diffusion
import FaceAnalysis
import PhotoMaker
import PortraitDomain
import Tokenizers
import Torch

/// One request with everything that its pictures share.
struct PaintingPlan {
    /// Its index among the requests of a call, from 0.
    let requestIndex: Int
    let request: PortraitRequest
    let settings: PortraitSettings
    let batchKey: BatchKey
    /// Candidates per picture, 1…16.
    let attempts: Int
    private(set) var photographs: [ReferencePhotograph]
    /// Indices of photographs of other people, which are not used for form and likeness.
    let others: Set<Int>
    let findings: [PhotographFindings]
    let prompt: ResolvedPrompt
    let promptIsCut: Bool
    let identity, textOnly, negative: TextConditioning
    /// Wishes for the medium; nil where the picture stays as the model painted it.
    let mediumWishes: MediumWishes?
    /// Whether a medium draws the photograph and takes only the colors from the model's base picture.
    let isDrawnFromPhotograph: Bool
    /// The photograph for a medium to draw; nil without a medium.
    var sitting: PhotographSitting?
    let report: (PortraitEvent) -> Void

    /// Judges the photographs, encodes the face and the words, once for all pictures.
    init(
        _ request: PortraitRequest, _ settings: PortraitSettings, requestIndex: Int = 0, model: ModelComponents,
        analyzer: FaceAnalyzer, report: @escaping (PortraitEvent) -> Void
    ) throws {
        self.requestIndex = requestIndex
        self.request = request
        self.settings = settings
        self.report = report
        batchKey = BatchKey(settings, model: model.profile.name)
        mediumWishes = Self.wishes(request, model.profile)
        isDrawnFromPhotograph = mediumWishes != nil && model.profile.drawsFromPhotograph
        // If only the colors are taken from it, one candidate is enough.
        attempts = max(request.attempts ?? (isDrawnFromPhotograph ? 1 : model.profile.attempts), 1)
        photographs = try Self.photographs(of: request, analyzer: analyzer, encoder: model.encoderConfiguration)
        let strangers = photographs.others(by: try analyzer.embedder)
        others = Set(strangers.keys)
        findings = request.repeated?.turned == nil ? photographs.findings(strangers) : []
        if !findings.isEmpty { report(.photographs(findings)) }

        report(.stage(StageProgress(stage: .identity, imageCount: request.count)))
        let tokens = try model.encoder.tokens(
            pixels: .stack(photographs.map(\.pixels)),
            faceVectors: .from(
                photographs.flatMap(\.vector), shape: [photographs.count, model.encoderConfiguration.faceWidth]))

        report(.stage(StageProgress(stage: .prompt, imageCount: request.count)))
        let trigger = TriggerWord(tokensPerPhotograph: model.encoderConfiguration.tokensPerPhotograph)
        let resolver = PromptResolver(prompts: try model.prompts, trigger: trigger, photographs: photographs.count)
        (prompt, promptIsCut) = try resolver.resolve(
            request.prompt, style: model.profile.styles.first { $0.name == request.style },
            classWord: Self.ownPhotographs(photographs, others).compactMap(\.classWord).first ?? "person")
        let encoded = try model.prompts.encode(prompt.text, trigger: trigger, photographs: photographs.count)
        identity = try encoded.fused(with: tokens, by: model.encoder)
        textOnly = encoded.textOnly
        negative =
            if let words = request.negativePrompt ?? (model.zeroesNullPrompt ? nil : "") {
                try model.prompts.encode(words)
            } else {
                try encoded.textOnly.zeroed()
            }
    }

    private static func ownPhotographs(
        _ photographs: [ReferencePhotograph], _ others: Set<Int>
    ) -> [ReferencePhotograph] {
        photographs.indices.filter { !others.contains($0) }.map { photographs[$0] }
    }

    private static func photographs(
        of request: PortraitRequest, analyzer: FaceAnalyzer, encoder: IDEncoderConfiguration
    ) throws -> [ReferencePhotograph] {
        let turned = request.repeated?.turned
        return try request.photographs.enumerated().map { index, source in
            try Task.checkCancellation()
            return try ReferencePhotograph(
                source, face: request.face, isOneOfSeveral: request.photographs.count > 1,
                turned: turned.map { $0.indices.contains(index) ? $0[index] : 0 }, analyzer: analyzer,
                encoder: encoder)
        }
    }

    private static func wishes(_ request: PortraitRequest, _ profile: ModelProfile) -> MediumWishes? {
        guard request.hasMedium(byDefault: profile.drawsFromPhotograph) else { return nil }
        var wishes = request.medium
        // A requested size is the page's.
        if wishes.page == nil, wishes.recorded == nil { wishes.page = request.size.map(PageSize.init) }
        return wishes
    }
}

extension PaintingPlan {
    /// Whether faces are painted again in the base picture.
    var hasFaceStage: Bool { settings.detailSteps > 0 && settings.detailStrength > 0 && !isDrawnFromPhotograph }

    /// Frees the photographs' pixels once nothing more is learned from them, so that a large batch does not hold them
    /// all.
    mutating func releasePhotographs() {
        for index in photographs.indices { photographs[index].image = nil }
    }

    /// Those of the sitter, without those of other people.
    var ownPhotographs: [ReferencePhotograph] { Self.ownPhotographs(photographs, others) }

    /// From the first photograph of the sitter whose landmarks were found.
    var sitter: SitterFace? { ownPhotographs.lazy.compactMap(\.sitter).first }
}

extension [PaintingPlan] {
    /// Groups that go through the model side by side.
    var batches: [[PaintingPlan]] {
        Dictionary(grouping: self, by: \.batchKey).values.sorted { $0[0].requestIndex < $1[0].requestIndex }
    }
}

/// The outcome of each request so far.
struct PortraitOutcomes {
    private(set) var results: [PortraitOutcome]

    init(count: Int) { results = Array(repeating: .success([]), count: count) }

    func isOpen(_ request: Int) -> Bool { if case .success = results[request] { true } else { false } }

    mutating func add(_ summary: PortraitSummary, to request: Int) {
        results[request] = results[request].map { $0 + [summary] }
    }

    /// Runs `body` and records its error as the failure of those requests. Cancelling ends all.
    @discardableResult
    mutating func noting<Value>(_ requests: [Int], _ body: () throws -> Value) throws(PortraitError) -> Value? {
        do {
            return try body()
        } catch {
            let error = PortraitError(engine: error)
            if error == .cancelled { throw error }
            for request in requests { results[request] = .failure(error) }
            return nil
        }
    }
}
