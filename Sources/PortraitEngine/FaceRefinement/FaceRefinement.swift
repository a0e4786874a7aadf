internal import Diffusion
internal import FaceAnalysis
internal import Imaging
internal import PortraitDomain
internal import Schedulers
internal import Torch

/// Stage 2: every face of the picture is cut out, magnified to the model's size, repainted where its landmarks say, and
/// laid back with a soft edge.
struct FaceRefinement {
    let run: PortraitRun
    let image: Int
    let seed: UInt64

    /// Faces of a picture that are repainted at most, the largest first.
    static let largestCount = 4

    func refined(_ picture: RGBImage, stages: inout [StageImage]) throws -> RGBImage {
        let faces = try run.analyzer.faces(in: picture)
            .sorted { $0.width * $0.height > $1.width * $1.height }.prefix(Self.largestCount)
        var result = picture
        for (number, face) in faces.enumerated() {
            guard let landmarks = try run.analyzer.landmarkDetector.landmarks(of: face, in: picture),
                let map = FaceMap(landmarks, feather: run.settings.feather, forehead: run.settings.forehead)
            else { continue }
            result = try refine(result, map, number: number, stages: &stages)
        }
        return result
    }

    private func refine(
        _ picture: RGBImage, _ map: FaceMap, number: Int, stages: inout [StageImage]
    ) throws -> RGBImage {
        let settings = run.settings, model = run.model
        // The model's own size, square: what it draws faces best at.
        let side = min(settings.size.width, settings.size.height)
        let rect = map.crop(padding: settings.facePadding)
        let cut = picture.cropped(to: rect, replicatingEdges: true)
        let magnified = cut.resized(width: side, height: side, filter: .bicubic)
        let change = try map.rendered(in: rect, side: side)

        let original = try model.vae.encode(
            magnified.normalized(mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5]).reshaped([1, 3, side, side]))
        let scheduler = try settings.scheduler(
            steps: settings.detailSteps, strength: settings.detailStrength, configuration: model.schedulerConfiguration)
        let cells = try Tensor.from(change.values, shape: [1, 1, side, side])
            .resizedBilinear(height: original.extent(2), width: original.extent(3)).to(device: model.unet.device)
        // A stream of its own per face, apart from the base picture's.
        let noise = try Tensor.normal(original.shape, seed: seed &+ 0x1000_0000 &+ UInt64(number))
            .to(device: model.unet.device)
        let hold = try DifferentialDiffusion(
            original: original, noise: noise, map: cells, plan: .changeMap(ChangeMapPlan(steps: scheduler.steps)),
            scheduler: scheduler)
        let sizes = run.timeIds(model.profile.detailSizes, of: ImageSize(width: side, height: side))
        let denoiser = try Denoiser(
            unet: model.unet, scheduler: scheduler, guidance: settings.guidance(steps: settings.detailSteps),
            conditioning: model.unet.prepare(run.negative, run.identity, timeIds: sizes),
            latents: hold.noisedOriginal(scheduler.steps.lowerBound), hooks: [hold])
        let latents = try run.run(denoiser, stage: .detailing, image: image)
        run.announce(.compositing, image)
        let repainted = try run.decode(latents)
        if run.request.keepsStages {
            stages.append(StageImage(name: .faceCrop, image: PortraitImage(magnified)))
            stages.append(StageImage(name: .map, image: PortraitImage(change.picture)))
            stages.append(StageImage(name: .refined, image: PortraitImage(repainted)))
        }
        return try composed(picture, repainted, map, rect)
    }

    /// Lays the repainted square over the picture through the soft map, so that no seam shows.
    private func composed(
        _ picture: RGBImage, _ repainted: RGBImage, _ map: FaceMap, _ rect: PixelRect
    ) throws -> RGBImage {
        let patch = repainted.resized(width: rect.width, height: rect.height, filter: .lanczos)
        let mask = try map.rendered(in: rect, side: rect.width)
        let under = picture.cropped(to: rect, replicatingEdges: true)
        var result = picture
        result.paste(under.blended(with: patch, mask: mask), x: rect.x, y: rect.y)
        return result
    }
}

extension RGBImage {
    /// Cuts a rectangle; beyond the picture its edge goes on.
    func cropped(to rect: PixelRect, replicatingEdges: Bool) -> RGBImage {
        var result = RGBImage(width: rect.width, height: rect.height)
        for y in 0..<rect.height {
            let row = min(max(y + rect.y, 0), height - 1)
            for x in 0..<rect.width {
                let source = 3 * (row * width + min(max(x + rect.x, 0), width - 1)), target = 3 * (y * rect.width + x)
                result.pixels[target] = pixels[source]
                result.pixels[target + 1] = pixels[source + 1]
                result.pixels[target + 2] = pixels[source + 2]
            }
        }
        return result
    }
}
