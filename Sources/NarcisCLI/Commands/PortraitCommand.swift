internal import ArgumentParser
internal import Foundation
internal import PortraitDomain

struct PortraitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portrait", abstract: "Make a portrait of the person in one or more photographs.",
        usage: "narcis portrait PHOTO… \"two words or a whole prompt\" [options]",
        discussion: """
            Photographs may be JPEG, PNG, WebP or HEIC. The picture carries its parameters, so that `narcis replay` \
            can make it again. Settings that are not named take the model's defaults.
            """)

    @Argument(help: ArgumentHelp("Photographs of one person, then the words.", valueName: "photographs and words"))
    var inputs: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("File to write: .png, .jpg or .webp; .svg or .pdf in a medium of shapes.", valueName: "file")
    )
    var output = "portrait.png"

    @Option(help: ArgumentHelp("A style; `narcis models list` shows the model's.", valueName: "name"))
    var style: String?

    @Option(help: ArgumentHelp("What the picture must not show.", valueName: "words"))
    var negative: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Pictures to make, 1 to 64; they are numbered.", valueName: "n"))
    var count = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seed of the first picture, 0 to 4294967295; the others count on from it.", valueName: "n"))
    var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The sitter's face: only, largest, or its number from the left.", valueName: "face"))
    var face: FaceChoice = .only

    @OptionGroup(title: "Medium") var medium: MediumOptions
    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup(title: "Engine") var engine: EngineOptions

    @Option(help: ArgumentHelp("Write the pictures between the stages into a folder.", valueName: "folder"))
    var stages: String?

    @Option(
        help: ArgumentHelp("Show the picture as it comes to be in this file, anew at every step.", valueName: "file"))
    var preview: String?

    @Flag(name: .customLong("no-metadata"), help: "Leave the parameters out of the picture.")
    var hasNoMetadata = false

    @Flag(name: .customLong("no-mecene"), help: "Take a few words as they are, without making an idea of them.")
    var takesWordsAsTheyAre = false

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
        request.style = style
        request.negativePrompt = negative
        request.count = count
        request.seed = seed
        request.face = face
        request.keepsStages = stages != nil
        request.wantsPreviews = preview != nil
        picture.apply(to: &request)
        try medium.apply(to: &request)
        let files = try PortraitFiles(
            output: output, count: count, stages: stages, hasMetadata: !hasNoMetadata, inputs: photographs)
        request.vectors = files.vectors
        var production = PortraitProduction(request: request, files: files, engine: engine.engine, isJSON: json)
        production.makesIdea = !takesWordsAsTheyAre
        production.film = try medium.film.map { path throws(PortraitError) in
            try FilmFile.checked(path, files: files, inputs: photographs)
        }
        production.preview = try preview.map { path throws(PortraitError) in
            try files.companion(path, field: "preview", inputs: photographs)
        }
        if let film = production.film, let preview = production.preview,
            OutputFile.place(of: film.url) == OutputFile.place(of: preview.url)
        {
            throw PortraitError.invalidRequest([
                RequestProblem(field: "preview", message: "is the film's own file; choose another name")
            ])
        }
        try await production.run()
    }

    /// Says that a photograph is not there before a model is loaded for it.
    static func require(_ photographs: [String]) throws(PortraitError) {
        for path in photographs where !FileManager.default.fileExists(atPath: path) {
            throw .notFound("there is no file \(path)")
        }
    }
}

struct PictureOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Denoising steps, 1 to 150.", valueName: "n"))
    var steps: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Steps of the face pass; 0 leaves it out.", valueName: "n"))
    var detailSteps: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("How freely the face pass repaints, 0 to 1.", valueName: "x"))
    var detailStrength: Double?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Classifier-free guidance, 1 to 30; 1 is none.", valueName: "x"))
    var guidance: Double?

    @Option(help: ArgumentHelp("Guidance in the last fifth of the steps.", valueName: "tail"))
    var guidanceTail: GuidanceTail?

    @Option(help: ArgumentHelp("The file's WIDTHxHEIGHT in pixels, or one number for a square.", valueName: "size"))
    var size: ImageSize?

    @Option(help: ArgumentHelp("The solver.", valueName: "solver"))
    var scheduler: SchedulerChoice?

    @Option(help: ArgumentHelp("The noise levels that the solver visits.", valueName: "levels"))
    var schedule: ScheduleChoice?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The last step, from 0, that sees the words alone; -1 for none.", valueName: "n"))
    var startMergeStep: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Strength of the identity adaptation, 0 to 2.", valueName: "x"))
    var identityScale: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("Soft edge of the repainted face, 0 to 1.", valueName: "x"))
    var feather: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far the repainted face reaches above the brows, 0 to 1.", valueName: "x"))
    var forehead: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("Margin around the magnified face, 0 to 2.", valueName: "x"))
    var facePadding: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Lay the photograph's light and shade under the face, 0 to 1.", valueName: "x"))
    var underdrawing: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far around the face, to hair and outline, 0 to 1.", valueName: "x"))
    var underdrawingReach: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Paint each picture so often and keep the likest, 1 to 16.", valueName: "n"))
    var attempts: Int?

    func apply(to request: inout PortraitRequest) {
        request.attempts = attempts
        request.steps = steps
        request.detailSteps = detailSteps
        request.detailStrength = detailStrength
        request.guidanceScale = guidance
        request.guidanceTail = guidanceTail
        request.size = size
        request.scheduler = scheduler
        request.schedule = schedule
        request.startMergeStep = startMergeStep
        request.identityScale = identityScale
        request.feather = feather
        request.forehead = forehead
        request.facePadding = facePadding
        request.underdrawing = underdrawing
        request.underdrawingReach = underdrawingReach
    }
}
