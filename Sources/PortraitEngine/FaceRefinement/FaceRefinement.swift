internal import Diffusion
internal import FaceAnalysis
internal import Imaging
internal import PortraitDomain
internal import Schedulers
internal import Torch

/// Stage 2: the faces of a picture are cut out, magnified to the model's size, repainted together where their landmarks
/// say, and laid back with a soft edge.
///
/// The largest face is the sitter's and gets the sitter's identity. The others, people around the sitter, are repainted
/// from the words alone: one portrait does not show one person twice.
struct FaceRefinement {
    let run: PortraitRun
    let image: Int
    let seed: UInt64

    struct Result {
        var picture: RGBImage
        /// Cut, map and repainted cut of each face; empty unless the request keeps stages.
        var stages: [StageImage] = []
        /// Faces that were repainted; 0 leaves the picture as it was.
        var faceCount = 0
        /// Whether the detector saw any face, also one whose landmarks were not found.
        var hasFace: Bool

        /// Why the picture stayed as it was painted.
        var notice: PortraitNotice? {
            guard faceCount == 0 else { return nil }
            return hasFace ? .faceWithoutLandmarks : .noFaceFound
        }
    }

    func refined(_ base: RGBImage) throws -> Result {
        let painted = try run.analyzer.paintedFaces(in: base)
        let head = try withHead(base, faces: painted), picture = head?.picture ?? base
        let faces = head == nil ? painted : try run.analyzer.paintedFaces(in: picture)
        let found = try RepaintedFaces(
            run: run, picture: picture, painting: base, extent: .face(run.settings), drawn: head?.landmarks
        ).found(among: faces)
        var result = Result(
            picture: picture, faceCount: found.count, hasFace: !painted.isEmpty || !faces.isEmpty)
        if let head {
            result.faceCount = max(1, found.count)
            if run.request.keepsStages { result.stages = [StageImage(name: .head, image: PortraitImage(head.picture))] }
        }
        guard !found.isEmpty else { return result }
        let repainted = try repaint(found, stage: .detailing)
        run.announce(.compositing, image)
        // The sitter's face is laid on last, so that no neighbor's soft edge covers it.
        for (subject, face) in zip(found, repainted).reversed() {
            result.picture = subject.patch.composed(face, onto: result.picture)
        }
        guard run.request.keepsStages else { return result }
        for (subject, face) in zip(found, repainted) {
            let drawn = subject.underdrawn.map { [StageImage(name: .underdrawing, image: PortraitImage($0))] }
            result.stages += [StageImage(name: .faceCrop, image: PortraitImage(subject.patch.magnified))]
            result.stages += drawn ?? []
            result.stages += [
                StageImage(name: .map, image: PortraitImage(subject.patch.change.picture)),
                StageImage(name: .refined, image: PortraitImage(face)),
            ]
        }
        return result
    }

    /// The picture with the sitter's whole head painted over an underdrawing, at the size of the base picture: a face
    /// alone would sit in the hair of somebody else. With it, where the head now is: one that is painted freely may hide
    /// its face from the detector. nil where the settings ask for none or no sitter is found.
    private func withHead(
        _ base: RGBImage, faces: [DetectedFace]
    ) throws -> (picture: RGBImage, landmarks: FaceLandmarks)? {
        guard run.settings.hasHeadPass else { return nil }
        let heads = try RepaintedFaces(
            run: run, picture: base, painting: base, extent: .head(run.settings)
        ).found(among: faces)
        guard let sitter = heads.first, sitter.underdrawn != nil else { return nil }
        let picture = sitter.patch.composed(try repaint([sitter], stage: .sketching)[0], onto: base)
        return (picture, sitter.landmarks)
    }

    /// Differential diffusion over all cuts at once.
    private func repaint(_ subjects: [RepaintedFace], stage: PortraitStage) throws -> [RGBImage] {
        let settings = run.settings, model = run.model
        let originals = try subjects.map { subject in
            try VAEEncoding.latents(of: subject.ground.modelPixels, by: model.vae, inFloat32: model.vaeInFloat32)
        }
        let latents = try refinedLatents(of: subjects, from: originals, stage: stage)
        return try subjects.indices.map { index in
            let face = try run.decode(latents.narrowed(0, index..<index + 1))
            guard let underdrawn = subjects[index].underdrawn else { return face }
            // The freer the repainting, the less of the sitter's lines lie where they lay.
            let share = settings.underdrawing * (1 - settings.detailStrength)
            return face.withLines(of: underdrawn, lostIn: try run.decode(originals[index]), share: share)
        }
    }

    /// In a function of its own, so that nothing holds the UNet when a memory budget frees it for the autoencoder.
    private func refinedLatents(
        of subjects: [RepaintedFace], from originals: [Tensor], stage: PortraitStage
    ) throws -> Tensor {
        let settings = run.settings, model = run.model
        let scheduler = try settings.scheduler(
            steps: settings.detailSteps, strength: settings.detailStrength, configuration: model.schedulerConfiguration)
        let noise = try noise(like: originals, stage)
        let rows = try subjects.indices.map { try row(subjects[$0], original: originals[$0], noise: noise[$0]) }
        let pass = try DifferentialPass(
            scheduler: scheduler, guidance: settings.guidance(steps: settings.detailSteps),
            plan: .changeMap(ChangeMapPlan(steps: scheduler.steps)))
        return try run.run(pass.denoiser(rows, by: model.unet), stage: stage, image: image)
    }

    /// A stream of its own for every face, apart from the base picture's and from those of the request's other pictures,
    /// whose seeds lie side by side: the number of faces and pictures changes none of them.
    private func noise(like originals: [Tensor], _ stage: PortraitStage) throws -> [Tensor] {
        let first = stage == .sketching ? RepaintedFaces.largestCount + 1 : 1
        return try originals.enumerated().map { number, original in
            try Tensor.normal(original.shape, seed: seed &+ 0x9E37_79B9 &* UInt64(number + first))
        }
    }

    /// Identity for the sitter, the words alone for the others. A cell of the map is the largest value of its pixels, so
    /// that a thin part of a map is not lost.
    private func row(_ subject: RepaintedFace, original: Tensor, noise: Tensor) throws -> DifferentialPass.Row {
        let map = subject.patch.change.maximumPooled(by: run.model.vaeConfiguration.scale)
        let side = subject.patch.magnified.width
        return DifferentialPass.Row(
            original: original, noise: noise,
            map: try .from(map.values, shape: [1, 1, original.extent(2), original.extent(3)]),
            positive: subject.isSitter ? run.identity : run.textOnly, negative: run.negative,
            timeIds: run.timeIds(run.model.profile.detailSizes, of: ImageSize(width: side, height: side)))
    }
}

extension RGBImage {
    /// `[1, 3, height, width]` in −1…1, as the autoencoder takes it.
    fileprivate var modelPixels: Tensor {
        get throws {
            try normalized(mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5]).reshaped([1, 3, height, width])
        }
    }
}
