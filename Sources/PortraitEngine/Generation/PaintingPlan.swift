import Diffusion
import FaceAnalysis
import PortraitDomain
import Tokenizers
import Torch

/// One request with everything that its pictures share.
struct PaintingPlan {
    /// Its place among the requests of a call, from 0.
    let place: Int
    let request: PortraitRequest
    let settings: PortraitSettings
    let batchKey: BatchKey
    /// How often each picture is painted, 1…16.
    let attempts: Int
    let photographs: [ReferencePhotograph]
    /// Photographs of somebody else, by their place: no form and no likeness is taken from them.
    let others: Set<Int>
    let findings: [PhotographFindings]
    let prompt: ResolvedPrompt
    let promptIsCut: Bool
    let identity, textOnly, negative: TextConditioning
    /// What is wished of the medium; nil where the picture stays as the model painted it.
    let mediumWishes: MediumWishes?
    /// Whether the photograph gives the form and the model's base picture the colors alone.
    let isDrawnFromPhotograph: Bool
    /// What a medium draws where it draws the photograph; nil without a medium.
    var sitting: PhotographSitting?
    let tell: (PortraitEvent) -> Void

    /// Looks at the photographs, learns the face and reads the words, once for all pictures.
    init(
        _ request: PortraitRequest, _ settings: PortraitSettings, place: Int = 0, model: LoadedModel,
        analyzer: FaceAnalyzer, tell: @escaping (PortraitEvent) -> Void
    ) throws {
        self.place = place
        self.request = request
        self.settings = settings
        self.tell = tell
        batchKey = BatchKey(settings, model: model.profile.name)
        mediumWishes = Self.wishes(request, model.profile)
        isDrawnFromPhotograph = mediumWishes != nil && model.profile.drawsFromPhotograph
        // Where the photograph gives the likeness, one painting of the model gives its colors.
        attempts = max(request.attempts ?? (isDrawnFromPhotograph ? 1 : model.profile.attempts), 1)
        photographs = try Self.photographs(of: request, analyzer: analyzer, encoder: model.encoderConfiguration)
        let strangers = photographs.others(by: analyzer.embedder)
        others = Set(strangers.keys)
        findings = request.repeated?.turned == nil ? photographs.findings(strangers) : []
        if !findings.isEmpty { tell(.photographs(findings)) }

        tell(.stage(StageProgress(stage: .identity, imageCount: request.count)))
        let tokens = try model.encoder.tokens(
            pixels: .stack(photographs.map(\.pixels)),
            faceVectors: .from(
                photographs.flatMap(\.vector), shape: [photographs.count, model.encoderConfiguration.faceWidth]))

        tell(.stage(StageProgress(stage: .prompt, imageCount: request.count)))
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

    fileprivate static func ownPhotographs(
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
        // A size that is asked for is the page's.
        if wishes.page == nil, wishes.recorded == nil { wishes.page = request.size.map(PageSize.init) }
        return wishes
    }
}

extension PaintingPlan {
    /// Whether faces are painted again in the base picture.
    var hasFaceStage: Bool { settings.detailSteps > 0 && settings.detailStrength > 0 && !isDrawnFromPhotograph }

    /// From the first photograph of the sitter whose landmarks were found.
    var sitter: SitterFace? { Self.ownPhotographs(photographs, others).lazy.compactMap(\.sitter).first }
}

extension [PaintingPlan] {
    /// Those that go through the model side by side.
    var batches: [[PaintingPlan]] {
        Dictionary(grouping: self, by: \.batchKey).values.sorted { $0[0].place < $1[0].place }
    }
}

/// What came of each request so far.
struct PortraitOutcomes {
    private(set) var results: [PortraitOutcome]

    init(count: Int) { results = Array(repeating: .success([]), count: count) }

    func isOpen(_ place: Int) -> Bool { if case .success = results[place] { true } else { false } }

    mutating func add(_ summary: PortraitSummary, to place: Int) {
        results[place] = results[place].map { $0 + [summary] }
    }

    /// Runs `body` and notes what it throws as the end of those requests. Cancelling ends all.
    @discardableResult
    mutating func noting<Value>(_ places: [Int], _ body: () throws -> Value) throws(PortraitError) -> Value? {
        do {
            return try body()
        } catch {
            let error = PortraitError(engine: error)
            if error == .cancelled { throw error }
            for place in places { results[place] = .failure(error) }
            return nil
        }
    }
}
