import FaceAnalysis
import Imaging
import Media
import PortraitDomain

extension PortraitRun {
    /// The medium, where there is one, and the picture with all that is known about it.
    /// - Parameter refined: the base picture, enlarged, where there is no stage 2.
    func finished(_ row: PictureRow, base: RGBImage, _ refined: FaceStage.Result) throws -> Portrait {
        let order = row.order, wishes = order.mediumWishes
        var final = refined.picture, settings = order.settings
        var notices: [PortraitNotice] = order.promptIsCut && row.index == 0 ? [.wordsLeftOut] : []
        if let notice = refined.notice { notices.append(notice) }
        var film: [PortraitImage] = []
        var document: [UInt8]?
        if let wishes {
            let rendering = try rendered(final, row, wishes: wishes)
            (final, film, document) = (rendering.picture, rendering.film, rendering.document)
            settings.medium = rendering.settings
            if order.isDrawnAnew { notices.append(.otherDrawing) }
            if rendering.isPhotographInstead {
                notices = notices.filter { $0 != .noFaceFound } + [.drawnFromPhotograph]
            }
        } else if settings.paintedSize != nil {
            // A picture that was recorded before sizes were kept apart stays as large as it is.
            final = final.covering(width: settings.size.width, height: settings.size.height)
        }
        let similarity = refined.hasFace || wishes != nil ? try similarity(of: final, to: order) : nil
        if let notice = LikenessRule(strangers: analyzer.embedder.strangers).notice(
            similarity, hasFace: refined.hasFace, fromPhotograph: settings.medium?.photograph != nil)
        {
            notices.append(notice)
        }
        var portrait = Portrait(
            index: row.index, image: PortraitImage(final),
            parameters: try parameters(of: order, seed: row.seed, settings), similarity: similarity, notices: notices,
            photographs: order.findings)
        (portrait.film, portrait.document) = (film, document)
        if order.request.keepsStages {
            let base = StageImage(name: .base, image: PortraitImage(base))
            portrait.stages = [base] + refined.stages + [StageImage(name: .final, image: portrait.image)]
        }
        return portrait
    }

    private func parameters(
        of order: PaintingPlan, seed: UInt64, _ settings: PortraitSettings
    ) throws -> PortraitParameters {
        var identity = try model.identity.get()
        identity.name = order.request.modelName ?? identity.name
        return PortraitParameters(
            engineVersion: narcisVersion, model: identity, photographs: order.photographs.map(\.record),
            face: order.request.face, prompt: order.prompt, negativePrompt: order.request.negativePrompt, seed: seed,
            settings: settings)
    }

    /// Rows of the picture that a likeness is measured on: finer lines are patterns to a network, not tones.
    private static let viewedHeight = 1280

    /// How near the picture's largest face is to the nearest of the sitter's photographs.
    private func similarity(of image: RGBImage, to order: PaintingPlan) throws -> Double? {
        let seen = image.reduced(toHeight: Self.viewedHeight)
        let faces = try analyzer.paintedFaces(in: seen)
        guard let face = try? faces.chosen(.largest),
            let vector = try analyzer.embedder.vector(ofPainted: seen, keypoints: face.keypoints)
        else { return nil }
        return order.photographs.indices.filter { !order.others.contains($0) }
            .map { cosineSimilarity(order.photographs[$0].vector, vector) }.max()
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
