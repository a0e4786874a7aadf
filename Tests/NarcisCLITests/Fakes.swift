import Foundation
import Imaging
import PortraitDomain
import Synchronization
import TestSupport

@testable import NarcisCLI

/// Draws one plain color per picture, reports two steps, and keeps the requests.
final class FakeGenerator: PortraitGenerator {
    let requests = Mutex<[PortraitRequest]>([])
    let notices: [PortraitNotice]
    let findings: [PhotographFindings]
    let identity: ModelIdentity
    /// The recorded number of threads; nil for the request's.
    let threads: Int?

    init(
        notices: [PortraitNotice] = [], findings: [PhotographFindings] = [],
        files: [String: String] = ["unet/model.safetensors": "aa"], threads: Int? = nil
    ) {
        self.notices = notices
        self.findings = findings
        self.threads = threads
        identity = ModelIdentity(name: "fake", files: files)
    }

    func model() async throws(PortraitError) -> ModelDescription { .fake }

    func modelIdentity() async throws(PortraitError) -> ModelIdentity { identity }

    func portraits(
        for requests: [PortraitRequest],
        progress: @escaping @Sendable (PortraitEvent, _ request: Int) -> Void,
        onFinished: @escaping @Sendable (Portrait, _ request: Int) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitOutcome] {
        var outcomes: [PortraitOutcome] = []
        for (place, request) in requests.enumerated() {
            let summaries = try await draw(request) {
                progress($0, place)
            } onFinished: { portrait throws(PortraitError) in
                try onFinished(portrait, place)
            }
            outcomes.append(.success(summaries))
        }
        return outcomes
    }

    private func draw(
        _ request: PortraitRequest, progress: (PortraitEvent) -> Void,
        onFinished: (Portrait) throws(PortraitError) -> Void
    ) async throws(PortraitError) -> [PortraitSummary] {
        requests.withLock { $0.append(request) }
        let model = try await model()
        var settings = try request.validated(for: model)
        if request.hasMedium(with: model) { settings.medium = request.medium.fakeSettings }
        settings.threads = threads ?? settings.threads
        var portraits: [PortraitSummary] = []
        if !findings.isEmpty { progress(.photographs(findings)) }
        for index in 0..<request.count {
            if Task.isCancelled { throw .cancelled }
            var place = StageProgress(stage: .base, image: index, imageCount: request.count, stepCount: 2)
            progress(.stage(place))
            for step in 1...2 {
                place.step = step
                progress(.step(place))
            }
            let portrait = portrait(index, request, settings)
            if request.wantsPreviews { progress(.preview(portrait.image, image: index)) }
            try onFinished(portrait)
            portraits.append(PortraitSummary(portrait))
        }
        return portraits
    }

    private func portrait(_ index: Int, _ request: PortraitRequest, _ settings: PortraitSettings) -> Portrait {
        let image = PortraitImage(width: 8, height: 8, rgb: [UInt8](repeating: UInt8(10 * index), count: 192))
        let prompt = ResolvedPrompt(
            words: request.prompt.words, text: "a woman img, " + request.prompt.words, triggerWord: "img",
            classWord: "woman", style: request.style)
        let parameters = PortraitParameters(
            engineVersion: "0.1.0", model: identity,
            photographs: request.photographs.map { PhotographRecord(name: $0.name, sha256: "00") }, face: request.face,
            prompt: prompt, negativePrompt: request.negativePrompt,
            seed: PortraitRequest.seed(request.seed ?? 7, forImage: index), settings: settings)
        let stages = [StageImage(name: .base, image: image), StageImage(name: .final, image: image)]
        var portrait = Portrait(
            index: index, image: image, parameters: parameters, similarity: 0.5,
            stages: request.keepsStages ? stages : [], notices: notices, photographs: findings)
        if request.keepsFilm { portrait.film = [image] }
        return portrait
    }
}

extension ModelDescription {
    static var fake: ModelDescription {
        var defaults = PortraitSettings()
        defaults.steps = 2
        defaults.detailSteps = 0
        var description = ModelDescription(
            name: "fake", defaults: defaults, styles: ["oil", "ink wash"], memory: ["unet": 500, "vae": 20])
        description.media = MediaOffer(
            media: [MediumDescription(name: "linocut", summary: "Cut in lino", hasVectors: true)],
            palettes: ["tide", "noir"], grounds: ["plain", "city"], lights: ["stage"])
        return description
    }
}

extension MediumWishes {
    fileprivate var fakeSettings: MediumSettings {
        recorded
            ?? MediumSettings(
                medium: medium?.name ?? "linocut", variation: medium?.variation ?? 0, palette: palette?.name ?? "tide",
                color: palette?.color, ground: ground?.name ?? "plain", light: light?.name,
                page: (page ?? .standard).size)
    }
}

struct FakeInspector: FaceInspector {
    /// Photographs that nobody can be learned from, by their names.
    var unfit: Set<String> = []

    func findings(
        in photograph: PhotographSource, face: FaceChoice, isOneOfSeveral: Bool
    ) async throws(PortraitError) -> PhotographFindings {
        if unfit.contains(photograph.name) { throw .photographUnfit(name: photograph.name, .noFace) }
        return PhotographFindings(name: photograph.name, remarks: [])
    }

    func faces(in photograph: PhotographSource) async throws(PortraitError) -> FaceReport {
        let keypoints = [(20.0, 20.0), (40, 20), (30, 30), (22, 42), (38, 42)].map { FacePoint(x: $0.0, y: $0.1) }
        let face = InspectedFace(
            box: FaceBox(x: 10, y: 8, width: 40, height: 44), score: 0.87, keypoints: keypoints,
            contours: [FaceContour(name: "mouth", points: keypoints, isClosed: true)], vector: [0.25, -1], age: 34,
            classWord: "woman")
        return FaceReport(width: 64, height: 60, faces: [face, face], refusal: .severalFaces(2))
    }
}

struct FakeCatalogue: ModelCatalogue {
    var summaries: [ModelSummary] = []
    var problem: String?

    func models() async throws(PortraitError) -> [ModelSummary] { summaries }

    func description(of model: String?) async throws(PortraitError) -> ModelDescription { .fake }

    func verify(_ model: String) async throws(PortraitError) -> [ModelCheck] {
        [ModelCheck(component: "unet", sha256: "ab12"), ModelCheck(component: "vae", sha256: nil, problem: problem)]
    }

    func importModel(
        at path: String, name: String?, photoMaker: String?
    ) async throws(PortraitError) -> ModelSummary {
        throw .notFound("\(path) is not a model: it has no model_index.json")
    }

    func removeModel(_ name: String) async throws(PortraitError) {}
}

/// Lets everything through.
struct DecentWords: WordChecker {
    func refusal(ofPrompt text: String) -> String? { nil }
}

struct FakeChecker: CaseChecker {
    var error = 2e-6

    func check(directory: String) async throws(PortraitError) -> CaseReport {
        CaseReport(
            kind: "photomaker",
            rows: [
                CaseRow(tensor: "latents", shape: [1, 4, 8, 8], relativeError: error),
                CaseRow(tensor: "image", shape: [3], relativeError: 1e-7),
            ])
    }
}

extension CommandDependencies {
    static func fake(
        generator: FakeGenerator = FakeGenerator(), catalogue: FakeCatalogue = FakeCatalogue(),
        checker: FakeChecker = FakeChecker()
    ) -> CommandDependencies {
        CommandDependencies(
            generator: { _ in generator }, faceInspector: { _ in FakeInspector() }, catalogue: { catalogue },
            caseChecker: { checker }, words: { (DecentWords(), nil) })
    }
}

/// What a command said and how it ended.
struct Outcome {
    var code: Int32
    var output: String
    var error: String
}

/// Runs a command in this process on a terminal of its own.
func run(
    _ arguments: [String], _ services: CommandDependencies = .fake(), isInteractive: Bool = false,
    hasColor: Bool = false,
    columns: Int = 80
) async -> Outcome {
    let output = Mutex(""), error = Mutex(""), clock = Mutex(0.0)
    let terminal = Terminal(
        output: { text in output.withLock { $0 += text } }, error: { text in error.withLock { $0 += text } },
        isInteractive: isInteractive, hasColor: hasColor, columns: { columns },
        now: {
            clock.withLock {
                $0 += 1
                return $0
            }
        })
    let code = await Terminal.$current.withValue(terminal) {
        await NarcisCommand.execute(arguments, services: services)
    }
    return Outcome(code: code, output: output.withLock { $0 }, error: error.withLock { $0 })
}

/// A folder with a photograph `me.png`, gone after the test.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
        try RGBImage(width: 64, height: 60, filledWith: .white).write(to: folder.appending(path: "me.png"))
        return try await body(folder)
    }
}

extension URL {
    func path(_ name: String) -> String { appending(path: name).path(percentEncoded: false) }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path(percentEncoded: false)).sorted() }
    }
}
