import Foundation
import Imaging
import PortraitDomain

/// Runs a request, writes every picture as soon as it is done and says what was made.
struct PortraitProduction {
    let request: PortraitRequest
    let files: PortraitFiles
    let engine: Services.Engine
    let isJSON: Bool
    /// The model that a repeated picture was made with; another one is refused.
    var expectedModel: ModelIdentity?
    /// Renewed at every step.
    var preview: OutputFile?
    /// The making of the first picture, as an animation.
    var film: OutputFile?
    /// Whether a few words become an idea first.
    var makesIdea = false

    func run() async throws {
        if let occupied = files.occupied {
            Console.note("\(occupied.relativePath) is there already, so the pictures get other names (or use --force)")
        }
        let services = try Services.require()
        let description = try await services.catalogue().description(of: engine.model)
        let ready = try await services.withWords { words in
            let studio = PortraitStudio(
                words: words.checker, faces: try await services.faceInspector(engine),
                composer: makesIdea ? words.composer : nil)
            return try await studio.prepare(request, for: description)
        }
        if !isJSON, case .idea(let idea) = ready.request.prompt { Console.idea(idea.text) }
        let display = ProgressDisplay(isQuiet: isJSON)
        defer { display.clear() }
        display.show(.stage(StageProgress(stage: .loading)))
        let generator = try await services.generator(engine)
        let model = try await generator.model()
        if let expectedModel { try await Self.check(generator.modelIdentity(), against: expectedModel) }
        display.begin(ready.request, settings: ready.settings, for: model)
        let portraits = try await portraits(of: ready.request, by: generator, display).map(noticingThreads)
        display.clear()
        for portrait in portraits {
            for notice in portrait.notices { Console.note("\(path(of: portrait)): \(notice.words)") }
        }
        try isJSON ? printJSON(portraits, by: model) : portraits.forEach(printLine)
    }

    /// A picture that cannot be written stops the rest: nobody waits for pictures that go nowhere.
    private func portraits(
        of request: PortraitRequest, by generator: any PortraitGenerator, _ display: ProgressDisplay
    ) async throws(PortraitError) -> [PortraitSummary] {
        try await generator.portraits(for: request) { event in
            display.show(event)
            if case .photographs(let findings) = event { tell(findings, display) }
            if case .preview(let image, _) = event { show(image) }
        } onFinished: { portrait throws(PortraitError) in
            try files.write(portrait)
            if portrait.index == 0, let film { try FilmFile.write(portrait, to: film) }
        }
    }

    /// Sums are split by threads: another number of them than was asked for shows in the last bits.
    private func noticingThreads(_ portrait: PortraitSummary) -> PortraitSummary {
        guard let asked = engine.threads, let had = portrait.parameters.settings.threads, had != asked else {
            return portrait
        }
        var portrait = portrait
        portrait.notices.append(.otherThreads)
        return portrait
    }

    /// At once: who sees that a photograph is dark may not want to wait for the picture.
    private func tell(_ findings: [PhotographFindings], _ display: ProgressDisplay) {
        guard !isJSON else { return }
        display.clear()
        for photograph in findings {
            for remark in photograph.remarks { Console.note("\(photograph.name): \(remark.words)") }
        }
    }

    /// Nobody loses a portrait because its preview could not be written.
    private func show(_ image: PortraitImage) {
        guard let preview else { return }
        let scale = max(1, 256 / max(image.width, image.height, 1))
        let enlarged = RGBImage(image).resized(
            width: image.width * scale, height: image.height * scale, filter: .bicubic)
        try? enlarged.write(to: preview.url, isDurable: false)
    }

    private static func check(_ model: ModelIdentity, against expected: ModelIdentity) throws(PortraitError) {
        let names = Set(model.files.keys).union(expected.files.keys)
        guard let other = names.sorted().first(where: { model.files[$0] != expected.files[$0] }) else { return }
        let difference =
            model.files[other] == nil ? "missing or not read" : expected.files[other] == nil ? "new" : "different"
        throw .badData(
            "the model \(model.name) is not the one that the picture was made with (\(other) is \(difference)); name "
                + "that one with --model, or use this one all the same with --anyway")
    }

    private func path(of portrait: PortraitSummary) -> String { files.url(portrait.index).relativePath }

    private func printLine(_ portrait: PortraitSummary) {
        var line = "\(path(of: portrait))  seed \(portrait.parameters.seed)"
        if let similarity = portrait.similarity { line += String(format: "  likeness %.2f", similarity) }
        Console.print(line)
    }

    private func printJSON(_ portraits: [PortraitSummary], by model: ModelDescription) throws {
        struct Line: Encodable {
            var file: String
            var seed: UInt64
            var similarity: Double?
            var notices: [PortraitNotice]
            var photographs: [PhotographFindings]
            /// Bytes that each part of the model takes.
            var memory: [String: Int]
            var parameters: PortraitParameters
        }
        try Console.printJSON(
            portraits.map {
                Line(
                    file: path(of: $0), seed: $0.parameters.seed, similarity: $0.similarity, notices: $0.notices,
                    photographs: $0.photographs, memory: model.memory, parameters: $0.parameters)
            })
    }
}

extension Console {
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
