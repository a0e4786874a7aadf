internal import Foundation
internal import PortraitDomain
internal import Synchronization

/// Runs a request, writes every picture as soon as it is done and says what was made.
struct PortraitProduction {
    let request: PortraitRequest
    let files: PortraitFiles
    let engine: Services.Engine
    let isJSON: Bool

    func run() async throws {
        let problems = request.problems
        guard problems.isEmpty else { throw PortraitError.invalidRequest(problems) }
        let display = ProgressDisplay(isQuiet: isJSON)
        defer { display.end() }
        display.show(.stage(StageProgress(stage: .loading)))
        let generator = try await Services.require().generator(engine)
        let settings = try request.validated(for: try await generator.model())
        display.begin(settings: settings, count: request.count)
        let failure = Mutex<PortraitError?>(nil)
        let portraits = try await generator.portraits(for: request) { event in
            display.show(event)
            guard case .finished(let portrait) = event else { return }
            do throws(PortraitError) {
                try files.write(portrait)
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        display.end()
        try isJSON ? printJSON(portraits) : portraits.forEach(printLine)
    }

    private func printLine(_ portrait: Portrait) {
        var line = "\(files.url(portrait.index).path(percentEncoded: false))  seed \(portrait.parameters.seed)"
        if let similarity = portrait.similarity { line += String(format: "  likeness %.2f", similarity) }
        print(line)
    }

    private func printJSON(_ portraits: [Portrait]) throws {
        struct Line: Encodable {
            var file: String
            var seed: UInt64
            var similarity: Double?
            var parameters: PortraitParameters
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let lines = portraits.map {
            Line(
                file: files.url($0.index).path(percentEncoded: false), seed: $0.parameters.seed,
                similarity: $0.similarity, parameters: $0.parameters)
        }
        print(String(decoding: try encoder.encode(lines), as: UTF8.self))
    }
}
