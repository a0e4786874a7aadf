internal import Diffusion
internal import FaceAnalysis
internal import Imaging
internal import Media
internal import PortraitDomain
internal import Schedulers
internal import Tokenizers
internal import Torch

/// One request on its way through the stages, with everything that its pictures share.
struct PortraitRun {
    let model: LoadedModel
    let analyzer: FaceAnalyzer
    let request: PortraitRequest
    let settings: PortraitSettings
    let photographs: [ReferencePhotograph]
    /// Photographs of somebody else, by their place: no form and no likeness is taken from them.
    let others: Set<Int>
    /// Who renders in a medium.
    let work: Work
    /// What a medium draws where it draws the photograph; nil without a medium.
    var sitting: PhotographSitting?
    let prompt: ResolvedPrompt
    private let promptIsCut: Bool
    let identity: TextConditioning
    let textOnly: TextConditioning
    let negative: TextConditioning
    var progress: (PortraitEvent) -> Void
    /// The pass with this request's prompts, kept for the pictures after the first.
    private let prepared = PreparedPass()

    /// Learns the face and reads the words, once for all pictures.
    init(
        _ request: PortraitRequest, _ settings: PortraitSettings, model: LoadedModel, analyzer: FaceAnalyzer,
        photographs: [ReferencePhotograph], others: Set<Int> = [], work: Work = Work(threads: 1),
        progress: @escaping (PortraitEvent) -> Void
    ) throws {
        self.model = model
        self.analyzer = analyzer
        self.request = request
        self.settings = settings
        self.photographs = photographs
        self.others = others
        self.work = work
        self.progress = progress
        progress(.stage(StageProgress(stage: .identity, imageCount: request.count)))
        let tokens = try model.encoder.tokens(
            pixels: .stack(photographs.map(\.pixels)),
            faceVectors: .from(
                photographs.flatMap(\.vector), shape: [photographs.count, model.encoderConfiguration.faceWidth]))
        progress(.stage(StageProgress(stage: .prompt, imageCount: request.count)))
        let trigger = TriggerWord(tokensPerPhotograph: model.encoderConfiguration.tokensPerPhotograph)
        let resolver = PromptResolver(prompts: try model.prompts, trigger: trigger, photographs: photographs.count)
        let resolution = try resolver.resolve(
            request.prompt, style: model.profile.styles.first { $0.name == request.style },
            classWord: photographs.compactMap(\.classWord).first ?? "person")
        prompt = resolution.prompt
        promptIsCut = resolution.isCut
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

    /// One attempt at picture `index`, with a seed of its own.
    func attempt(_ index: Int, seed: UInt64) throws -> Portrait {
        var stages: [StageImage] = []
        let base = try basePicture(index, seed: seed)
        if request.keepsStages { stages.append(StageImage(name: .base, image: PortraitImage(base))) }
        var final = base
        let wishes = mediumWishes
        if model.profile.enlargement > 1, !isDrawnFromPhotograph {
            final = base.resized(
                width: base.width * model.profile.enlargement, height: base.height * model.profile.enlargement,
                filter: .lanczos)
        }
        var notices: [PortraitNotice] = promptIsCut && index == 0 ? [.wordsLeftOut] : []
        var hasFace = true
        if settings.detailSteps > 0, settings.detailStrength > 0, !isDrawnFromPhotograph {
            let result = try FaceRefinement(run: self, image: index, seed: seed).refined(final)
            hasFace = result.hasFace
            if let notice = result.notice { notices.append(notice) }
            final = result.picture
            stages += result.stages
        }
        var settings = settings
        var film: [PortraitImage] = []
        var document: [UInt8]?
        if let wishes {
            let rendering = try rendered(final, index: index, seed: seed, wishes: wishes)
            final = rendering.picture
            film = rendering.film
            document = rendering.document
            settings.medium = rendering.settings
            if isDrawnAnew { notices.append(.otherDrawing) }
            if rendering.isPhotographInstead {
                notices = notices.filter { $0 != .noFaceFound } + [.drawnFromPhotograph]
            }
        } else if settings.paintedSize != nil {
            // A picture that was recorded before sizes were kept apart stays as large as it is.
            final = final.covering(width: settings.size.width, height: settings.size.height)
        }
        if request.keepsStages { stages.append(StageImage(name: .final, image: PortraitImage(final))) }
        var identity = try model.identity.get()
        identity.name = request.modelName ?? identity.name
        let parameters = PortraitParameters(
            engineVersion: narcisVersion, model: identity, photographs: photographs.map(\.record), face: request.face,
            prompt: prompt, negativePrompt: request.negativePrompt, seed: seed, settings: settings)
        let similarity = hasFace || wishes != nil ? try similarity(of: final) : nil
        if let notice = LikenessRule(strangers: analyzer.embedder.strangers)
            .notice(similarity, hasFace: hasFace, fromPhotograph: settings.medium?.photograph != nil)
        {
            notices.append(notice)
        }
        var portrait = Portrait(
            index: index, image: PortraitImage(final), parameters: parameters, similarity: similarity, stages: stages,
            notices: notices)
        portrait.film = film
        portrait.document = document
        return portrait
    }

    var hasMedium: Bool { mediumWishes != nil }

    /// Whether the photograph gives the form and the model's base picture the colors alone.
    var isDrawnFromPhotograph: Bool { mediumWishes != nil && model.profile.drawsFromPhotograph }

    /// What is wished of the medium; nil where the picture stays as the model painted it.
    private var mediumWishes: MediumWishes? {
        guard request.medium?.isOn ?? model.profile.drawsFromPhotograph else { return nil }
        var wishes = request.medium ?? MediumWishes()
        // A size that is asked for is the page's.
        if wishes.page == nil, wishes.recorded == nil { wishes.page = request.size }
        return wishes
    }

    /// Stage 1: the whole picture from noise.
    private func basePicture(_ index: Int, seed: UInt64) throws -> RGBImage {
        let latents = try baseLatents(index, seed: seed)
        announce(.decoding, index)
        return try decode(latents)
    }

    /// In a function of its own, so that nothing holds the UNet when a memory budget frees it for the autoencoder.
    private func baseLatents(_ index: Int, seed: UInt64) throws -> Tensor {
        let unet = try model.unet, scale = model.vaeConfiguration.scale
        let pass = try prepared.pass { try textToImage(unet) }
        let noise = try Tensor.normal(
            [1, unet.configuration.inputChannels, settings.painted.height / scale, settings.painted.width / scale],
            seed: seed)
        return try run(pass.denoiser(noise, by: unet), stage: .base, image: index)
    }

    private func textToImage(_ unet: UNet) throws -> TextToImagePass {
        let row = TextToImagePass.Row(
            identity: identity, textOnly: textOnly, negative: negative,
            timeIds: timeIds([1, 1, 0, 0, 1, 1], of: settings.painted))
        return try TextToImagePass(
            [row], scheduler: settings.scheduler(steps: settings.steps, configuration: model.schedulerConfiguration),
            guidance: settings.guidance(steps: settings.steps),
            merge: settings.startMergeStep < 0 ? nil : MergePlan(startMergeStep: settings.startMergeStep), by: unet)
    }

    /// Runs all steps, telling of each and stopping between two when the task was cancelled.
    func run(_ denoiser: Denoiser, stage: PortraitStage, image: Int) throws -> Tensor {
        let count = denoiser.stepCount
        progress(.stage(StageProgress(stage: stage, image: image, imageCount: request.count, stepCount: count)))
        var done = 0
        return try denoiser.latents { step in
            done += 1
            progress(
                .step(
                    StageProgress(stage: stage, image: image, imageCount: request.count, step: done, stepCount: count)))
            if request.wantsPreviews, let preview = try preview(of: step.denoised) {
                progress(.preview(preview, image: image))
            }
        }
    }

    func announce(_ stage: PortraitStage, _ image: Int) {
        progress(.stage(StageProgress(stage: stage, image: image, imageCount: request.count)))
    }

    func decode(_ latents: Tensor) throws -> RGBImage {
        try Task.checkCancellation()
        let pixels = try model.decoding.pixels(
            of: latents, by: model.vae, inFloat32: model.vaeInFloat32)
        return try RGBImage(signedPixels: pixels.selected(0, 0))
    }

    /// SDXL's six sizes: multiples of (height, width, height, width, height, width).
    func timeIds(_ multiples: [Double], of size: ImageSize) -> [Double] {
        let extents = [size.height, size.width, size.height, size.width, size.height, size.width]
        return zip(multiples, extents).map { $0 * Double($1) }
    }

    /// Rows of the picture that a likeness is measured on: finer lines are patterns to a network, not tones.
    private static let viewedHeight = 1280

    /// How near the picture's largest face is to the nearest of the sitter's photographs.
    private func similarity(of image: RGBImage) throws -> Double? {
        let seen = image.reduced(toHeight: Self.viewedHeight)
        let faces = try analyzer.paintedFaces(in: seen)
        guard let face = try? faces.chosen(.largest),
            let vector = try analyzer.embedder.vector(ofPainted: seen, keypoints: face.keypoints)
        else { return nil }
        return photographs.indices.filter { !others.contains($0) }
            .map { cosineSimilarity(photographs[$0].vector, vector) }.max()
    }
}

/// The first pass of a run, prepared when it is first needed.
private final class PreparedPass {
    private var known: TextToImagePass?

    func pass(_ make: () throws -> TextToImagePass) rethrows -> TextToImagePass {
        if let known { return known }
        let made = try make()
        known = made
        return made
    }
}

/// When a person is told that a picture is not like the sitter.
struct LikenessRule {
    /// Cosine below which two faces are those of different people.
    let strangers: Double

    /// - Parameters:
    ///   - similarity: of the finished picture's face; nil where none is seen.
    ///   - hasFace: false where it has been said already that no face was painted.
    func notice(_ similarity: Double?, hasFace: Bool, fromPhotograph: Bool) -> PortraitNotice? {
        guard let similarity else { return hasFace ? .likenessUnknown : nil }
        guard similarity < strangers else { return nil }
        return fromPhotograph ? .littleLikenessInMedium : .littleLikeness
    }
}

extension RGBImage {
    /// By areas, where it is higher.
    fileprivate func reduced(toHeight rows: Int) -> RGBImage {
        guard height > rows else { return self }
        return resized(width: max(1, width * rows / height), height: rows, filter: .box)
    }
}

extension PortraitImage {
    init(_ image: RGBImage) { self.init(width: image.width, height: image.height, rgb: image.pixels) }
}
