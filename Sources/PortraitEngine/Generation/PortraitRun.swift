import Diffusion
import FaceAnalysis
import Imaging
import Media
import PortraitDomain
import Schedulers
import Torch

/// Pictures of requests with one `BatchKey` on their way through the stages, side by side.
///
/// Each picture has noise of its own and a row of its own in every pass, so that it is the same beside others as alone,
/// to rounding.
struct PortraitRun {
    let model: LoadedModel
    let analyzer: FaceAnalyzer
    /// Who renders in a medium.
    let work: Work
    private let prepared = PreparedPass()

    init(model: LoadedModel, analyzer: FaceAnalyzer, work: Work = Work(threads: 1)) {
        self.model = model
        self.analyzer = analyzer
        self.work = work
    }

    /// From noise to finished pictures, one painting for each row. What fails in the last step, or is cancelled there,
    /// fails for its row alone.
    func portraits(_ rows: [PictureRow]) throws -> [Result<Portrait, any Error>] {
        let bases = try basePictures(rows)
        let refined = try refined(rows, zip(rows, bases).map { enlarged($1, of: $0.order) })
        return rows.indices.map { place in
            Result {
                try Task.checkCancellation()
                return try finished(rows[place], base: bases[place], refined[place])
            }
        }
    }

    var mediumStage: MediumStage { MediumStage(analyzer: analyzer, work: work) }

    /// Stage 1: whole pictures from noise.
    private func basePictures(_ rows: [PictureRow]) throws -> [RGBImage] {
        let latents = try baseLatents(rows)
        return try rows.indices.map { place in
            rows[place].tell(.decoding)
            return try decode(latents.narrowed(0, place..<place + 1))
        }
    }

    /// In a function of its own, so that nothing holds the UNet when a memory budget frees it for the autoencoder.
    private func baseLatents(_ rows: [PictureRow]) throws -> Tensor {
        let unet = try model.unet, scale = model.vaeConfiguration.scale
        let painted = rows[0].order.settings.painted
        let pass = try prepared.pass(for: rows.map(\.order.place)) { try textToImage(rows, unet) }
        let noise = try rows.map { row in
            try Tensor.normal(
                [1, unet.configuration.inputChannels, painted.height / scale, painted.width / scale], seed: row.seed)
        }
        return try run(
            pass.denoiser(.concatenate(noise, axis: 0), by: unet), stage: .base,
            pictures: rows.enumerated().map { ($1, $0) })
    }

    private func textToImage(_ rows: [PictureRow], _ unet: UNet) throws -> TextToImagePass {
        let settings = rows[0].order.settings
        let timeIds = Self.timeIds([1, 1, 0, 0, 1, 1], of: settings.painted)
        return try TextToImagePass(
            rows.map { row in
                TextToImagePass.Row(
                    identity: row.order.identity, textOnly: row.order.textOnly, negative: row.order.negative,
                    timeIds: timeIds)
            },
            scheduler: settings.scheduler(steps: settings.steps, configuration: model.schedulerConfiguration),
            guidance: settings.guidance(steps: settings.steps),
            merge: settings.startMergeStep < 0 ? nil : MergePlan(startMergeStep: settings.startMergeStep), by: unet)
    }

    /// Runs all steps, telling of each.
    /// - Parameter pictures: each with its row of the latents.
    func run(
        _ denoiser: Denoiser, stage: PortraitStage, pictures: [(row: PictureRow, latents: Int)]
    ) throws -> Tensor {
        let count = denoiser.stepCount
        for (row, _) in pictures { row.tell(stage, stepCount: count) }
        var done = 0
        return try denoiser.latents { step in
            done += 1
            for (row, place) in pictures {
                row.tell(stage, step: done, of: count)
                guard row.order.request.wantsPreviews else { continue }
                let preview = try preview(of: step.denoised.narrowed(0, place..<place + 1))
                if let preview { row.order.tell(.preview(preview, image: row.index)) }
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

    private func enlarged(_ base: RGBImage, of order: PaintingPlan) -> RGBImage {
        let factor = model.profile.enlargement
        guard factor > 1, !order.isDrawnFromPhotograph else { return base }
        return base.resized(width: base.width * factor, height: base.height * factor, filter: .lanczos)
    }
}

/// Stage 1's pass with the prompts of some requests, kept for their pictures after the first.
private final class PreparedPass {
    private var known: (places: [Int], pass: TextToImagePass)?

    func pass(for places: [Int], _ make: () throws -> TextToImagePass) rethrows -> TextToImagePass {
        if let known, known.places == places { return known.pass }
        known = nil
        let pass = try make()
        known = (places, pass)
        return pass
    }
}

extension PortraitImage {
    init(_ image: RGBImage) { self.init(width: image.width, height: image.height, rgb: image.pixels) }
}
