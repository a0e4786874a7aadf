import ArgumentParser
import Foundation
import PortraitDomain

struct MediaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media", abstract: "List the media that a portrait can be rendered in.",
        discussion: """
            With --pictures, PHOTO is rendered in each of them, one file per medium: the quickest way to choose.
            """)

    private static let usualWords = "quiet joy"

    @Option(help: ArgumentHelp("Write a picture in every medium into a folder.", valueName: "folder"))
    var pictures: String?

    @Argument(help: ArgumentHelp("The photograph for --pictures.", valueName: "photo"))
    var photograph: String?

    @Option(help: ArgumentHelp("The words for --pictures.", valueName: "words"))
    var words: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The seed for --pictures.", valueName: "n"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp("The page for --pictures, as for `narcis portrait`.", valueName: "size"),
        transform: { text in
            guard let page = PageSize(text) else { throw ValidationError("give \(ParameterKind.page.range ?? "")") }
            return page
        })
    var page: PageSize?

    @OptionGroup(title: "Engine") var engine: EngineOptions

    @Flag(help: "Write over existing pictures; without it the new ones are numbered.")
    var force = false

    @Flag(help: "Print the list as JSON.")
    var json = false

    func validate() throws {
        guard (pictures == nil) == (photograph == nil) else {
            throw ValidationError("--pictures and a photograph go together: narcis media --pictures FOLDER PHOTO")
        }
        let others = [("words", words != nil), ("seed", seed != nil), ("page", page != nil), ("force", force)].filter(
            \.1
        ).map(\.0)
        if pictures == nil, let other = others.first {
            throw ValidationError("--\(other) goes with --pictures: narcis media --pictures FOLDER PHOTO")
        }
        if pictures != nil, json { throw ValidationError("--json prints the list; leave it or --pictures out") }
    }

    func run() async throws {
        let offer = try CommandDependencies.require().media
        if let pictures, let photograph { return try await draw(offer, photograph, into: pictures) }
        if json { return try Console.printJSON(Listing(offer)) }
        let width = offer.media.map(\.name.count).max() ?? 0
        for medium in offer.media {
            let name = medium.name + String(repeating: " ", count: width - medium.name.count)
            Console.print("\(name)  \(medium.summary)\(medium.hasVectors ? " (also .svg, .pdf)" : "")")
        }
        Console.print("")
        for (title, names) in [
            ("palettes", offer.palettes), ("grounds", offer.grounds), ("lights", offer.lights),
        ] { Console.print("--\(title.dropLast()): \(names.joined(separator: ", "))") }
    }

    private func draw(_ offer: MediaOffer, _ photograph: String, into folder: String) async throws {
        try PortraitCommand.require([photograph])
        let directory = URL(fileURLWithPath: folder, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw PortraitError.notFound("the folder \(folder) cannot be made")
        }
        let options = engine.engine
        // One generator for all: the model is loaded once.
        let generator = try await CommandDependencies.require().generator(options)
        var services = try CommandDependencies.require()
        services.generator = { _ in generator }
        let shared = services
        try await CommandDependencies.$current.withValue(shared) {
            var failures: [String] = []
            for medium in offer.media {
                do {
                    try await draw(medium, photograph, into: directory)
                } catch let error as PortraitError where error.isOfOnePicture {
                    failures.append(medium.name)
                    Console.note("\(medium.name): \(error.words)")
                }
            }
            guard failures.isEmpty else {
                throw PortraitError.engine("\(failures.count) of \(offer.media.count) pictures are missing")
            }
        }
    }

    private func draw(_ medium: MediumDescription, _ photograph: String, into folder: URL) async throws {
        var request = PortraitRequest(
            photographs: [.file(path: photograph)], prompt: .words(words ?? Self.usualWords))
        request.seed = seed ?? 1
        request.medium.medium = .named(medium.name, variation: nil)
        request.medium.page = page
        let output = folder.appending(path: "\(medium.name).png").path(percentEncoded: false)
        let files = try PortraitFiles(output: output, count: 1, replaces: force, inputs: [photograph])
        try await PortraitRunner(request: request, files: files.reserved(), engine: engine.engine, isJSON: false).run()
    }

    private struct Listing: Encodable {
        var media: [MediumDescription]
        var palettes, grounds, lights: [String]

        init(_ offer: MediaOffer) {
            media = offer.media
            palettes = offer.palettes
            grounds = offer.grounds
            lights = offer.lights
        }
    }
}

extension PortraitError {
    /// Whether another picture of the same photograph may succeed.
    fileprivate var isOfOnePicture: Bool { if case .engine = self { true } else { false } }
}
