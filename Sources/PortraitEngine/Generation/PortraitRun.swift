import Diffusion
import FaceAnalysis
import Imaging
import Media
import PortraitDomain
import Schedulers
import Torch

/// Takes the pictures of requests with one `BatchKey` through the stages, side by side.
///
/// Each picture has its own noise and its own row in every pass, so that it is the same beside others as alone, to
/// rounding.
struct PortraitRun {
    let model: ModelComponents
    let analyzer: FaceAnalyzer
    /// The threads that render media.
    let work: Work
    private let prepared = PreparedPass()

    init(model: ModelComponents, analyzer: FaceAnalyzer, work: Work = Work(threads: 1)) {
        self.model = model
        self.analyzer = analyzer
        self.work = work
    }

    /// From noise to finished pictures, one for each row. A failure or cancellation in the last step fails its row
    /// alone.
    func portraits(_ rows: [PictureRow]) throws -> [Result<Portrait, any Error>] {
        try halving(rows, release: { try TorchRuntime.releaseCachedMemory(model.placement.device) }, together)
    }

    private func together(_ rows: [PictureRow]) throws -> [Result<Portrait, any Error>] {
        let bases = try basePictures(rows)
        let refined = try refined(rows, zip(rows, bases).map { enlarged($1, of: $0.plan) })
        return rows.indices.map { index in
            Result {
                try Task.checkCancellation()
                return try finished(rows[index], base: bases[index], refined[index])
            }
        }
    }

    var mediumStage: MediumStage { MediumStage(analyzer: analyzer, work: work) }

    /// Stage 1: whole pictures from noise.
    private func basePictures(_ rows: [PictureRow]) throws -> [RGBImage] {
        let latents = try baseLatents(rows)
        return try rows.indices.map { index in
            rows[index].report(.decoding)
            return try decode(latents.narrowed(0, index..<index + 1))
        }
    }

    /// A separate function releases the UNet on return, so that a memory budget can free it for the autoencoder.
    private func baseLatents(_ rows: [PictureRow]) throws -> Tensor {
        let unet = try model.unet, scale = model.vaeConfiguration.scale
        let painted = rows[0].plan.settings.painted
        let pass = try prepared.pass(for: rows.map(\.plan.requestIndex)) { try textToImage(rows, unet) }
        let noise = try rows.map { row in
            try Tensor.normal(
                [1, unet.configuration.inputChannels, painted.height / scale, painted.width / scale], seed: row.seed)
        }
        return try run(
            pass.denoiser(.concatenate(noise, axis: 0), by: unet), stage: .base,
            pictures: rows.enumerated().map { ($1, $0) })
    }

    private func textToImage(_ rows: [PictureRow], _ unet: UNet) throws -> TextToImagePass {
        let settings = rows[0].plan.settings
        let timeIds = Self.timeIds([1, 1, 0, 0, 1, 1], of: settings.painted)
        return try TextToImagePass(
            rows.map { row in
                TextToImagePass.Row(
                    identity: row.plan.identity, textOnly: row.plan.textOnly, negative: row.plan.negative,
                    timeIds: timeIds)
            },
            scheduler: settings.scheduler(steps: settings.steps, configuration: model.schedulerConfiguration),
            guidance: settings.guidance(steps: settings.steps),
            merge: settings.startMergeStep < 0 ? nil : MergePlan(startMergeStep: settings.startMergeStep), by: unet)
    }

    /// Runs all steps and reports each.
    /// - Parameter pictures: each with its row of the latents.
    func run(
        _ denoiser: Denoiser, stage: PortraitStage, pictures: [(row: PictureRow, latents: Int)]
    ) throws -> Tensor {
        let count = denoiser.stepCount
        for (row, _) in pictures { row.report(stage, stepCount: count) }
        var done = 0
        return try denoiser.latents { step in
            done += 1
            for (row, index) in pictures {
                row.report(stage, step: done, of: count)
                guard row.plan.request.wantsPreviews else { continue }
                let preview = try preview(of: step.denoised.narrowed(0, index..<index + 1))
                if let preview { row.plan.report(.preview(preview, image: row.index)) }
            }
        }
    }

    func decode(_ latents: Tensor) throws -> RGBImage {
        try Task.checkCancellation()
        let pixels = try model.decoding.pixels(of: latents, by: model.vae, inFloat32: model.vaeInFloat32)
        return try RGBImage(signedPixels: pixels.selected(0, 0))
    }

    /// SDXL's six sizes: multiples of (height, width, height, width, height, width).
    static func timeIds(_ multiples: [Double], of size: ImageSize) -> [Double] {
        let extents = [size.height, size.width, size.height, size.width, size.height, size.width]
        return zip(multiples, extents).map { $0 * Double($1) }
    }

    private func enlarged(_ base: RGBImage, of plan: PaintingPlan) -> RGBImage {
        let factor = model.profile.enlargement
        guard factor > 1, !plan.isDrawnFromPhotograph else { return base }
        return base.resized(width: base.width * factor, height: base.height * factor, filter: .lanczos)
    }
}

/// Stage 1's pass with the prompts of some requests, kept for their pictures after the first.
private final class PreparedPass {
    private var known: (requests: [Int], pass: TextToImagePass)?

    func pass(for requests: [Int], _ make: () throws -> TextToImagePass) rethrows -> TextToImagePass {
        if let known, known.requests == requests { return known.pass }
        known = nil
        let pass = try make()
        known = (requests, pass)
        return pass
    }
}

extension PortraitImage {
    init(_ image: RGBImage) { self.init(width: image.width, height: image.height, rgb: image.pixels) }
}
