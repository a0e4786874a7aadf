internal import ArgumentParser
internal import PortraitDomain

struct PortraitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portrait", abstract: "Make a portrait of the person in one or more photographs.",
        usage: "narcis portrait PHOTO… \"two words or a whole prompt\" [options]")

    @Argument(help: "Photographs of one person, then the words.")
    var inputs: [String]

    @Option(name: .shortAndLong, help: "File to write: .png, .jpg or .webp.")
    var output = "portrait.png"

    @Option(help: "One of the model's styles; `narcis models list` names them.")
    var style: String?

    @Option(help: "What the picture must not show.")
    var negative: String?

    @Option(help: "Pictures to make, 1 to 64.")
    var count = 1

    @Option(help: "Seed of the first picture; the others count on from it.")
    var seed: UInt64?

    @Option(help: "Which face of a photograph: only, largest, or a number from the left.")
    var face: FaceChoice = .only

    @OptionGroup(title: "Picture") var picture: PictureOptions
    @OptionGroup(title: "Engine") var engine: EngineOptions

    @Option(help: ArgumentHelp("Write the pictures between the stages into a folder.", valueName: "folder"))
    var stages: String?

    @Flag(name: .customLong("no-metadata"), help: "Leave the parameters out of the picture.")
    var hasNoMetadata = false

    @Flag(help: "Print the results as JSON.")
    var json = false

    func run() async throws {
        guard inputs.count >= 2, let words = inputs.last else {
            throw ValidationError("Give at least one photograph and then the words, in quotes.")
        }
        var request = PortraitRequest(
            photographs: inputs.dropLast().map { .file(path: $0) }, prompt: .words(words))
        request.style = style
        request.negativePrompt = negative
        request.count = count
        request.seed = seed
        request.face = face
        request.keepsStages = stages != nil
        picture.apply(to: &request)
        let files = try PortraitFiles(output: output, count: count, stages: stages, hasMetadata: !hasNoMetadata)
        try await PortraitProduction(request: request, files: files, engine: engine.engine, isJSON: json).run()
    }
}

struct PictureOptions: ParsableArguments {
    @Option(help: "Denoising steps.")
    var steps: Int?

    @Option(help: "Steps of the face pass; 0 leaves it out.")
    var detailSteps: Int?

    @Option(help: "How freely the face pass repaints, 0 to 1.")
    var detailStrength: Double?

    @Option(help: "Classifier-free guidance, 1 to 30.")
    var guidance: Double?

    @Option(help: "The last fifth of the steps: conditional-only, literal-unconditional or throughout.")
    var guidanceTail: GuidanceTail?

    @Option(help: "WIDTHxHEIGHT in pixels, or one number.")
    var size: ImageSize?

    @Option(help: "euler, dpm++2m or ddim.")
    var scheduler: SchedulerChoice?

    @Option(help: "ays-timesteps, ays-sigmas, leading or trailing.")
    var schedule: ScheduleChoice?

    @Option(help: "The last step, from 0, that sees the words alone; -1 for none.")
    var startMergeStep: Int?

    @Option(help: "Strength of the identity adaptation, 0 to 2.")
    var identityScale: Double?

    @Option(help: "Soft edge of the repainted face, 0 to 1.")
    var feather: Double?

    @Option(help: "How far the repainted face reaches above the brows, 0 to 1.")
    var forehead: Double?

    @Option(help: "Margin around the magnified face, 0 to 2.")
    var facePadding: Double?

    func apply(to request: inout PortraitRequest) {
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
    }
}
