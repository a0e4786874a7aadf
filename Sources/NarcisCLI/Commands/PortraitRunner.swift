import Foundation
import Imaging
import PortraitDomain

/// Runs a request, writes every picture as soon as it is finished and prints a line for it.
struct PortraitRunner {
    let request: PortraitRequest
    let files: PortraitFiles
    let engine: CommandDependencies.Engine
    let isJSON: Bool
    /// The model that a repeated picture was made with; another one is refused.
    var expectedModel: ModelIdentity?
    /// Written again after every step.
    var preview: OutputFile?
    /// An animation of how the first picture is made.
    var film: OutputFile?
    /// Whether a few words become an idea first.
    var makesIdea = false

    func run() async throws {
        files.noteOtherNames()
        for file in [film, preview] { file?.noteOtherName() }
        let services = try CommandDependencies.require()
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
        if let expectedModel { try await PortraitStudio.require(expectedModel, of: generator) }
        display.begin(ready.request, settings: ready.settings, for: model)
        let portraits = try await portraits(of: ready.request, by: generator, display).map(noticingThreads)
        display.clear()
        for portrait in portraits {
            for notice in portrait.notices { Console.note("\(path(of: portrait)): \(notice.words)") }
        }
        try isJSON ? printJSON(portraits, by: model) : portraits.forEach(printLine)
    }

    /// Stops at the first picture that cannot be written: the others could not be either.
    private func portraits(
        of request: PortraitRequest, by generator: any PortraitGenerator, _ display: ProgressDisplay
    ) async throws(PortraitError) -> [PortraitSummary] {
        try await generator.portraits(for: request) { event in
            display.show(event)
            if case .photographs(let findings) = event { noteRemarks(findings, display) }
            if case .preview(let image, _) = event { writePreview(image) }
        } onFinished: { portrait throws(PortraitError) in
            try files.write(portrait)
            if portrait.index == 0, let film { try FilmFile.write(portrait, to: film) }
        }
    }

    /// Sums are split by threads, so that another number of threads changes the last bits.
    private func noticingThreads(_ portrait: PortraitSummary) -> PortraitSummary {
        guard let asked = engine.threads, let had = portrait.parameters.settings.threads, had != asked else {
            return portrait
        }
        var portrait = portrait
        portrait.notices.append(.otherThreads)
        return portrait
    }

    /// Printed before the painting: a person may want to choose another photograph instead of waiting.
    private func noteRemarks(_ findings: [PhotographFindings], _ display: ProgressDisplay) {
        guard !isJSON else { return }
        display.clear()
        for photograph in findings {
            for remark in photograph.remarks { Console.note("\(photograph.name): \(remark.words)") }
        }
    }

    /// A preview that cannot be written does not stop the portrait.
    private func writePreview(_ image: PortraitImage) {
        guard let preview else { return }
        let scale = max(1, 256 / max(image.width, image.height, 1))
        let enlarged = RGBImage(image).resized(
            width: image.width * scale, height: image.height * scale, filter: .bicubic)
        try? enlarged.write(to: preview.url, isDurable: false)
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
            /// Bytes of each part of the model.
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
