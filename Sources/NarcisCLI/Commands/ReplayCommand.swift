internal import ArgumentParser
internal import Foundation
internal import Imaging
internal import PortraitDomain

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Make a picture again from the parameters that it carries.",
        discussion: "The photographs are looked for beside the picture and in the current folder, or are named here.")

    @Argument(help: "A PNG that narcis made.")
    var picture: String

    @Argument(help: "The photographs, where they lie elsewhere.")
    var photographs: [String] = []

    @Option(name: .shortAndLong, help: "File to write.")
    var output = "replay.png"

    @OptionGroup var engine: EngineOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let url = URL(fileURLWithPath: picture)
        let texts: [PNGText]
        do {
            texts = try PNGText.read(from: readBoundedFile(url, limit: DecodingLimits().bytes))
        } catch {
            throw PortraitError.badData("\(picture): \(error)")
        }
        guard let text = texts.first(where: { $0.keyword == PortraitParameters.jsonKeyword })?.text else {
            throw PortraitError.badData("\(picture) carries no parameters of narcis, so it cannot be made again")
        }
        let parameters = try PortraitParameters(json: text)
        let sources = try parameters.photographs.enumerated().map { index, record in
            PhotographSource.file(path: try place(of: record, index: index, beside: url))
        }
        var options = engine.engine
        options.device = options.device ?? parameters.settings.device
        options.precision = options.precision ?? parameters.settings.precision
        let files = try PortraitFiles(output: output, count: 1, stages: nil, hasMetadata: true)
        try await PortraitProduction(
            request: PortraitRequest(repeating: parameters, photographs: sources), files: files, engine: options,
            isJSON: json
        ).run()
    }

    private func place(of record: PhotographRecord, index: Int, beside url: URL) throws(PortraitError) -> String {
        if photographs.indices.contains(index) { return photographs[index] }
        let folders = [url.deletingLastPathComponent(), URL(fileURLWithPath: ".")]
        let found = folders.map { $0.appending(path: record.name).path(percentEncoded: false) }
            .first { FileManager.default.fileExists(atPath: $0) }
        guard let found else {
            throw .notFound("the photograph \(record.name) is not here; name it after the picture")
        }
        return found
    }
}
