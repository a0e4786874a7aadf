import FaceAnalysis
import Imaging
import Media
import PortraitDomain
import Torch

extension PortraitRun {
    /// Renders in the medium, if there is one, and completes the picture with its record.
    /// - Parameter refined: the base picture, enlarged, where there is no stage 2.
    func finished(_ row: PictureRow, base: RGBImage, _ refined: FaceStage.Result) throws -> Portrait {
        let plan = row.plan, wishes = plan.mediumWishes
        var final = refined.picture, settings = plan.settings
        var notices: [PortraitNotice] = plan.promptIsCut && row.index == 0 ? [.wordsLeftOut] : []
        if let notice = refined.notice { notices.append(notice) }
        var film: [PortraitImage] = []
        var document: [UInt8]?
        if let wishes {
            let rendering = try rendered(final, row, wishes: wishes)
            (final, film, document) = (rendering.picture, rendering.film, rendering.document)
            settings.medium = rendering.settings
            if plan.isDrawnAnew { notices.append(.otherDrawing) }
            if rendering.isPhotographInstead {
                notices = notices.filter { $0 != .noFaceFound } + [.drawnFromPhotograph]
            }
        } else if settings.paintedSize != nil {
            // Pictures recorded without `paintedSize` keep their size.
            final = final.covering(width: settings.size.width, height: settings.size.height)
        }
        let similarity = refined.hasFace || wishes != nil ? try similarity(of: final, to: plan) : nil
        if let notice = LikenessRule(strangers: try analyzer.embedder.strangers).notice(
            similarity, hasFace: refined.hasFace, fromPhotograph: settings.medium?.photograph != nil)
        {
            notices.append(notice)
        }
        var portrait = Portrait(
            index: row.index, image: PortraitImage(final),
            parameters: try parameters(of: plan, seed: row.seed, settings), similarity: similarity, notices: notices,
            photographs: plan.findings)
        (portrait.film, portrait.document) = (film, document)
        if plan.request.keepsStages {
            let base = StageImage(name: .base, image: PortraitImage(base))
            portrait.stages = [base] + refined.stages + [StageImage(name: .final, image: portrait.image)]
        }
        return portrait
    }

    private func parameters(
        of plan: PaintingPlan, seed: UInt64, _ settings: PortraitSettings
    ) throws -> PortraitParameters {
        var identity = try model.identity.get()
        identity.name = plan.request.modelName ?? identity.name
        return PortraitParameters(
            engineVersion: narcisVersion, model: identity, photographs: plan.photographs.map(\.record),
            face: plan.request.face, prompt: plan.prompt, negativePrompt: plan.request.negativePrompt, seed: seed,
            settings: settings)
    }

    /// Height in pixels at which the similarity is measured: a network takes finer lines for patterns, not tones.
    private static let viewedHeight = 1280

    /// Similarity of the picture's largest face to the nearest of the sitter's photographs.
    private func similarity(of image: RGBImage, to plan: PaintingPlan) throws -> Double? {
        let seen = image.reduced(toHeight: Self.viewedHeight)
        let faces = try analyzer.paintedFaces(in: seen)
        guard let face = try? faces.chosen(.largest),
            let vector = try analyzer.embedder.vector(ofPainted: seen, keypoints: face.keypoints)
        else { return nil }
        return plan.ownPhotographs.map { cosineSimilarity($0.vector, vector) }.max()
    }
}

/// Decides on the notice about a picture that is not similar to the sitter.
struct LikenessRule {
    /// Cosine below which two faces are those of different people.
    let strangers: Double

    /// - Parameters:
    ///   - similarity: of the finished picture's face; nil where none is seen.
    ///   - hasFace: false where another notice says already that no face was painted.
    func notice(_ similarity: Double?, hasFace: Bool, fromPhotograph: Bool) -> PortraitNotice? {
        guard let similarity else { return hasFace ? .likenessUnknown : nil }
        guard similarity < strangers else { return nil }
        return fromPhotograph ? .littleLikenessInMedium : .littleLikeness
    }
}

extension RGBImage {
    /// Reduced by areas, if it is higher.
    fileprivate func reduced(toHeight rows: Int) -> RGBImage {
        guard height > rows else { return self }
        return resized(width: max(1, width * rows / height), height: rows, filter: .box)
    }
}

extension PortraitRun {
    /// A pixel per latent cell by the model's linear map; nil where it has none.
    func preview(of latents: Tensor) throws -> PortraitImage? {
        let factors = model.profile.previewFactors
        let shape = latents.shape
        guard shape.count == 4, factors.count == shape[1] else { return nil }
        let values = try latents.floats()
        let count = shape[2] * shape[3]
        var rgb = [UInt8](repeating: 0, count: 3 * count)
        for cell in 0..<count {
            for color in 0..<3 {
                var level = model.profile.previewBias[color]
                for channel in factors.indices {
                    level += factors[channel][color] * Double(values[channel * count + cell])
                }
                rgb[3 * cell + color] = UInt8(min(max((level.isFinite ? level : 0) * 255, 0), 255))
            }
        }
        return PortraitImage(width: shape[3], height: shape[2], rgb: rgb)
    }
}
