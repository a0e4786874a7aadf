import ArgumentParser
import Foundation
import PortraitDomain

struct PortraitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portrait", abstract: "Make a portrait of the person in one or more photographs.",
        usage: "narcis portrait PHOTO… \"two words or a whole prompt\" [options]",
        discussion: """
            Photographs may be JPEG, PNG, WebP or HEIC. The picture carries its parameters, so that `narcis replay` \
            can make it again. The words and the model decide whatever you do not set. `narcis media` lists media, \
            palettes, grounds and lights; `narcis portrait --help-hidden` lists the settings for experts as well.
            """)

    @Argument(help: ArgumentHelp("Photographs of one person, then the words.", valueName: "photographs and words"))
    var inputs: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("File to write: .png, .jpg or .webp; .svg or .pdf in a medium of shapes.", valueName: "file")
    )
    var output = "portrait.png"

    @OptionGroup(title: "Picture") var parameters: ParameterOptions
    @OptionGroup(title: "Engine") var engine: EngineOptions

    @Option(
        help: ArgumentHelp(
            "Write the pictures between the stages into this folder.", valueName: "folder", visibility: .hidden))
    var stages: String?

    @Option(
        help: ArgumentHelp("Write a preview to this file after every step.", valueName: "file", visibility: .hidden))
    var preview: String?

    @Option(
        help: ArgumentHelp(
            "Write the making of the picture as an animated WebP.", valueName: "file", visibility: .hidden))
    var film: String?

    @Flag(
        name: .customLong("no-metadata"),
        help: ArgumentHelp("Leave the parameters out of the picture.", visibility: .hidden))
    var hasNoMetadata = false

    @Flag(
        name: .customLong("no-mecene"),
        help: ArgumentHelp("Use a few words as the prompt, without making an idea of them.", visibility: .hidden))
    var takesWordsAsTheyAre = false

    @Flag(help: "Write over existing files; without it the new ones are numbered.")
    var force = false

    @Flag(help: "Print the results as JSON.")
    var json = false

    func validate() throws {
        guard let words = inputs.last, inputs.count >= 2 else {
            throw ValidationError("Give at least one photograph and then the words, in quotes.")
        }
        if words.contains("."), FileManager.default.fileExists(atPath: words) {
            throw ValidationError(
                "The last argument, \(words), is a file. Give the words after the photographs, in quotes.")
        }
    }

    func run() async throws {
        let given = try PortraitInputs(inputs), photographs = given.photographs
        var request = PortraitRequest(
            photographs: photographs.map { .file(path: $0) }, prompt: .words(given.words))
        parameters.apply(to: &request)
        request.keepsStages = stages != nil
        request.wantsPreviews = preview != nil
        request.keepsFilm = film != nil
        let files = try PortraitFiles(
            output: output, count: request.count, stages: stages, hasMetadata: !hasNoMetadata, replaces: force,
            inputs: photographs)
        request.vectors = files.vectors
        let film = try film.map { path throws(PortraitError) in
            try FilmFile.checked(path, files: files)
        }
        let preview = try preview.map { path throws(PortraitError) in
            try files.companion(path, field: "preview")
        }
        if let film, let preview, OutputFile.realPath(of: film.url) == OutputFile.realPath(of: preview.url) {
            throw PortraitError.invalidRequest([
                RequestProblem(field: "preview", message: "is the film's own file; choose another name")
            ])
        }
        var run = PortraitRunner(
            request: request, files: try files.reserved(), engine: engine.engine, isJSON: json)
        run.makesIdea = !takesWordsAsTheyAre
        run.film = try film?.reserved(replaces: force)
        run.preview = try preview?.reserved(replaces: force)
        try await run.run()
    }

    /// Refuses a missing photograph before a model is loaded for it.
    static func require(_ photographs: [String]) throws(PortraitError) {
        for path in photographs where !FileManager.default.fileExists(atPath: path) {
            throw .noFile(path)
        }
    }
}
