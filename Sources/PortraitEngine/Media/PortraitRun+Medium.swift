import FaceAnalysis
import Imaging
import Media
import PortraitDomain

extension PortraitRun {
    /// A rendered picture, its film and its record.
    struct Rendering {
        let picture: RGBImage
        let film: [PortraitImage]
        let document: [UInt8]?
        let settings: MediumSettings
        /// Whether the photograph was drawn because no face was painted.
        let isPhotographInstead: Bool
    }

    /// Pictures of a film, and their height in pixels.
    private static var filmFrames: Int { 28 }
    private static var filmHeight: Int { 640 }
    private static var previewHeight: Int { 320 }

    /// Renders in the wished medium, or in the one that the words choose.
    ///
    /// Of a small model only the colors are used, and the form comes from the photograph; a larger model's own picture
    /// is drawn.
    func rendered(_ painted: RGBImage, _ row: PictureRow, wishes: MediumWishes) throws -> Rendering {
        let plan = row.plan, seed = row.seed
        row.report(.preparing)
        let stage = mediumStage
        var medium = plan.brief.settings(
            wishes, among: plan.request.vectors == nil ? MediaCatalogue.names : MediaCatalogue.namesWithVectors,
            seed: seed)
        let drawsFromPhotograph = model.profile.drawsFromPhotograph
        if wishes.recorded == nil { medium.modelShare = drawsFromPhotograph ? 0.3 : 0 }
        let own = drawsFromPhotograph ? nil : try paintedSitting(painted, stage)
        guard let sitting = plan.sitting else {
            throw PortraitError.engine("the photograph was not prepared for a medium")
        }
        medium.photograph = own == nil ? sitting.photograph : nil
        medium.networks = sitting.networks
        medium.drawing = MediaCatalogue.drawing
        let page = try Page(
            own ?? sitting.sitting, aspect: Float(medium.page.width) / Float(medium.page.height), work: work)
        let colors = medium.modelShare > 0 ? try colorSource(painted) : nil
        let artwork = try stage.artwork(page, medium, seed: seed, colors: colors)
        row.report(.rendering)
        let film = try making(of: artwork, page: medium.page, row)
        let picture = try artwork.print(width: medium.page.width, height: medium.page.height, work: work)
        return Rendering(
            picture: RGBImage(picture), film: film, document: try document(artwork, page: medium, plan),
            settings: medium, isPhotographInstead: own == nil && !drawsFromPhotograph)
    }

    /// The artwork's plates as an SVG or PDF file.
    private func document(
        _ artwork: any Artwork, page: MediumSettings, _ plan: PaintingPlan
    ) throws -> [UInt8]? {
        guard let format = plan.request.vectors, let plates = artwork as? any PlateArtwork else { return nil }
        let vectors = try VectorPage(
            plates, aspect: Float(page.page.width) / Float(page.page.height), work: work)
        let millimeters = Float(page.page.height) / Float(page.dotsPerInch) * 25.4
        return switch format {
        case .svg: vectors.svg(millimeters: millimeters, title: plan.prompt.words)
        case .pdf: vectors.pdf(millimeters: millimeters, title: plan.prompt.words)
        }
    }

    /// Reports previews of the rendering in progress, and keeps the film's pictures where the request wants them.
    private func making(
        of artwork: any Artwork, page: ImageSize, _ row: PictureRow
    ) throws -> [PortraitImage] {
        // A request has one film, of its first picture.
        let request = row.plan.request, keepsFilm = request.keepsFilm && row.index == 0
        guard request.wantsPreviews || keepsFilm else { return [] }
        let height = min(keepsFilm ? Self.filmHeight : Self.previewHeight, page.height)
        let width = max(page.width * height / page.height, 1)
        let count = keepsFilm ? Self.filmFrames : 6
        var film: [PortraitImage] = []
        for frame in 1...count {
            let picture = RGBImage(
                try artwork.print(width: width, height: height, progress: Float(frame) / Float(count), work: work))
            let image = PortraitImage(picture)
            if request.wantsPreviews { row.plan.report(.preview(image, image: row.index)) }
            if keepsFilm { film.append(image) }
        }
        return film
    }

    /// The painted picture's sitting; nil where no face is found in it.
    private func paintedSitting(_ painted: RGBImage, _ stage: MediumStage) throws -> Sitting? {
        let faces = try analyzer.paintedFaces(in: painted)
        guard let face = try? faces.chosen(.largest) else { return nil }
        return try stage.sitting(of: MediumStage.Model(image: painted, face: face))
    }

    /// The model's picture as a source of colors, around its face or, without one, around the usual position of faces.
    private func colorSource(_ painted: RGBImage) throws -> ColorSource {
        let width = Double(painted.width), height = Double(painted.height)
        var center = SIMD2<Float>(0.5, 0.45), reach: Float = 0.22
        if let face = try? analyzer.paintedFaces(in: painted).chosen(.largest) {
            center = SIMD2(Float(face.center.x / width), Float(face.center.y / height))
            reach = Float(0.5 * face.height / height)
        } else if let usual = model.profile.facePosition?.center {
            center = SIMD2(Float(usual.x), Float(usual.y))
        }
        return ColorSource(
            width: painted.width, height: painted.height, pixels: painted.pixels, faceCenter: center, faceReach: reach)
    }
}

extension PaintingPlan {
    /// Whether a repeated picture was drawn by another version of the media.
    var isDrawnAnew: Bool { request.medium.recorded.map { $0.drawing != MediaCatalogue.drawing } ?? false }

    /// The words, with their weights.
    fileprivate var brief: Brief {
        let idea = prompt.idea
        return Brief(
            words: prompt.words, style: request.style ?? prompt.style, keywords: idea?.chosen ?? [],
            text: idea?.text ?? "")
    }
}
