import Diffusion
import Imaging
import PortraitDomain
import Schedulers
import Torch

/// A face crop as a row of the differential pass.
private struct CropRow {
    let picture: PictureRow
    let crop: FaceCrop
    /// Its index among the crops of its picture, from 0.
    let number: Int
}

extension PortraitRun {
    /// Stage 2 of pictures side by side: heads are painted together, then faces. Pictures of requests without this
    /// stage come back as they are.
    func refined(_ rows: [PictureRow], _ pictures: [RGBImage]) throws -> [FaceStage.Result] {
        var results = pictures.map { FaceStage.Result(picture: $0) }
        let indices = rows.indices.filter { rows[$0].plan.hasFaceStage }
        let rows = indices.map { rows[$0] }
        var stages = try zip(rows, indices).map { row, index in
            try FaceStage(
                pictures[index], settings: row.plan.settings, sitter: row.plan.sitter,
                facePosition: model.profile.facePosition, analyzer: analyzer)
        }
        let heads = try stages.map { try [$0.headCrop()].compactMap(\.self) }
        for (index, painted) in try repainted(heads, of: rows, stage: .headPass).enumerated() {
            if let head = painted.first { try stages[index].compose(head, of: heads[index][0]) }
        }
        let faces = try stages.map { try $0.faceCrops() }
        for (index, painted) in try repainted(faces, of: rows, stage: .detailing).enumerated() {
            if !painted.isEmpty { rows[index].report(.compositing) }
            results[indices[index]] = stages[index].result(faces[index], painted: painted)
        }
        return results
    }

    /// Differential diffusion over the crops of all pictures at once.
    private func repainted(
        _ crops: [[FaceCrop]], of pictures: [PictureRow], stage: PortraitStage
    ) throws -> [[RGBImage]] {
        let rows = zip(pictures, crops).flatMap { picture, crops in
            crops.enumerated().map { CropRow(picture: picture, crop: $1, number: $0) }
        }
        // A batch of at most as many crops as there are pictures, or as one picture may have.
        let most = max(pictures.count, FaceStage.largestCount)
        var painted = try stride(from: 0, to: rows.count, by: most).flatMap { start in
            try repainted(Array(rows[start..<min(start + most, rows.count)]), stage: stage)
        }[...]
        return crops.map { crops in
            defer { painted = painted.dropFirst(crops.count) }
            return Array(painted.prefix(crops.count))
        }
    }

    private func repainted(_ rows: [CropRow], stage: PortraitStage) throws -> [RGBImage] {
        let originals = try rows.map { row in
            try VAEEncoding.latents(of: row.crop.ground.modelPixels, by: model.vae, inFloat32: model.vaeInFloat32)
        }
        let latents = try refinedLatents(rows, from: originals, stage: stage)
        return try rows.indices.map { index in
            let face = try decode(latents.narrowed(0, index..<index + 1))
            guard let underdrawn = rows[index].crop.underdrawn else { return face }
            // The freer the repainting, the less the sitter's lines still fit.
            let settings = rows[index].picture.plan.settings
            let share = settings.underdrawing * (1 - settings.detailStrength)
            return face.withLines(of: underdrawn, lostIn: try decode(originals[index]), share: share)
        }
    }

    /// A separate function releases the UNet on return, so that a memory budget can free it for the autoencoder.
    private func refinedLatents(_ rows: [CropRow], from originals: [Tensor], stage: PortraitStage) throws -> Tensor {
        let settings = rows[0].picture.plan.settings
        let scheduler = try settings.scheduler(
            steps: settings.detailSteps, strength: settings.detailStrength, configuration: model.schedulerConfiguration)
        let pass = try DifferentialPass(
            scheduler: scheduler, guidance: settings.guidance(steps: settings.detailSteps),
            plan: .changeMap(ChangeMapPlan(steps: scheduler.steps)))
        let inputs = try zip(rows, originals).map { try input($0, original: $1, stage: stage) }
        // One report per picture, with the sitter's face as its preview.
        let firsts = rows.indices.filter { rows[$0].number == 0 }
        return try run(
            pass.denoiser(inputs, by: model.unet), stage: stage, pictures: firsts.map { (rows[$0].picture, $0) })
    }

    /// Identity for the sitter, the words alone for the others.
    private func input(_ row: CropRow, original: Tensor, stage: PortraitStage) throws -> DifferentialPass.Row {
        let plan = row.picture.plan
        // Every face has its own noise stream, different from the base picture's and from those of the request's other
        // pictures, whose seeds are consecutive: the number of faces and pictures does not change any of them.
        let stream = UInt64(row.number + (stage == .headPass ? FaceStage.largestCount + 1 : 1))
        // Each cell is the largest value of its pixels, so that a thin part of a map is not lost.
        let map = row.crop.patch.change.maximumPooled(by: model.vaeConfiguration.scale)
        let side = row.crop.patch.magnified.width
        return DifferentialPass.Row(
            original: original, noise: try .normal(original.shape, seed: row.picture.seed &+ 0x9E37_79B9 &* stream),
            map: try .from(map.values, shape: [1, 1, original.extent(2), original.extent(3)]),
            positive: row.crop.isSitter ? plan.identity : plan.textOnly, negative: plan.negative,
            timeIds: Self.timeIds(model.profile.detailSizes, of: ImageSize(width: side, height: side)))
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
