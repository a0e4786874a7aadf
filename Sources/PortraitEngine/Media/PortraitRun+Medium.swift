internal import FaceAnalysis
internal import Imaging
internal import Media
internal import PortraitDomain
internal import Torch

extension PortraitRun {
    /// A rendered picture, and some of its making.
    struct Rendering {
        let picture: RGBImage
        let film: [PortraitImage]
        let document: [UInt8]?
        let settings: MediumSettings
    }

    /// Pictures of a film, and their height in pixels.
    private static var filmFrames: Int { 28 }
    private static var filmHeight: Int { 640 }
    private static var previewHeight: Int { 320 }

    /// Renders in the medium that was wished for or that the words lead to.
    ///
    /// A model that draws only roughly gives its colors, and the photograph its form; a larger model's own picture is
    /// drawn from.
    func rendered(_ painted: RGBImage, index: Int, seed: UInt64, wishes: MediumWishes) throws -> Rendering {
        announce(.preparing, index)
        let work = Work(threads: settings.threads ?? TorchRuntime.threadCount)
        let stage = MediumStage(analyzer: analyzer, work: work)
        var medium = brief.settings(
            wishes, among: request.vectors == nil ? MediaCatalogue.names : MediaCatalogue.namesWithVectors, seed: seed)
        let drawsFromPhotograph = model.profile.drawsFromPhotograph
        if wishes.recorded == nil { medium.modelShare = drawsFromPhotograph ? 0.3 : 0 }
        let source = drawsFromPhotograph ? try photographModel() : try paintedModel(painted)
        let page = try Page(
            stage.sitting(of: source), aspect: Float(medium.page.width) / Float(medium.page.height), work: work)
        let colors = medium.modelShare > 0 ? try colorSource(painted) : nil
        let artwork = try stage.artwork(page, medium, seed: seed, colors: colors)
        announce(.rendering, index)
        let film = try making(of: artwork, page: medium.page, index: index, work)
        let picture = try artwork.print(width: medium.page.width, height: medium.page.height, work: work)
        return Rendering(
            picture: RGBImage(picture), film: film, document: try document(artwork, page: medium, work),
            settings: medium)
    }

    /// The artwork's plates as an SVG or PDF file.
    private func document(_ artwork: any Artwork, page: MediumSettings, _ work: Work) throws -> [UInt8]? {
        guard let format = request.vectors, let plates = artwork as? any PlateArtwork else { return nil }
        let vectors = try VectorPage(
            plates, aspect: Float(page.page.width) / Float(page.page.height), work: work)
        let millimeters = Float(page.page.height) / Float(page.dotsPerInch) * 25.4
        return switch format {
        case .svg: vectors.svg(millimeters: millimeters, title: prompt.words)
        case .pdf: vectors.pdf(millimeters: millimeters, title: prompt.words)
        }
    }

    /// Previews as it grows, and the film's pictures where the request keeps them.
    private func making(
        of artwork: any Artwork, page: ImageSize, index: Int, _ work: Work
    ) throws -> [PortraitImage] {
        guard request.wantsPreviews || request.keepsFilm else { return [] }
        let height = min(request.keepsFilm ? Self.filmHeight : Self.previewHeight, page.height)
        let width = max(page.width * height / page.height, 1)
        let count = request.keepsFilm ? Self.filmFrames : 6
        var film: [PortraitImage] = []
        for frame in 1...count {
            let picture = RGBImage(
                try artwork.print(width: width, height: height, progress: Float(frame) / Float(count), work: work))
            let image = PortraitImage(picture)
            if request.wantsPreviews { progress(.preview(image, image: index)) }
            if request.keepsFilm { film.append(image) }
        }
        return film
    }

    private func photographModel() throws -> MediumStage.Model {
        // The sharpest large face of the photographs.
        guard let best = photographs.max(by: { $0.face.width < $1.face.width }) else {
            throw PortraitError.engine("there is no photograph to draw from")
        }
        return MediumStage.Model(image: best.image, face: best.face)
    }

    private func paintedModel(_ painted: RGBImage) throws -> MediumStage.Model {
        if let face = try? analyzer.paintedFaces(in: painted).chosen(.largest) {
            return MediumStage.Model(image: painted, face: face)
        }
        return try photographModel()
    }

    /// The model's picture as a source of colors; where no face is found in it, around the place where it paints faces.
    private func colorSource(_ painted: RGBImage) throws -> ColorSource {
        let width = Double(painted.width), height = Double(painted.height)
        var center = SIMD2<Float>(0.5, 0.45), reach: Float = 0.22
        if let face = try? analyzer.paintedFaces(in: painted).chosen(.largest) {
            center = SIMD2(Float(face.center.x / width), Float(face.center.y / height))
            reach = Float(0.5 * face.height / height)
        } else if let place = model.profile.facePlace?.center {
            center = SIMD2(Float(place.x), Float(place.y))
        }
        return ColorSource(
            width: painted.width, height: painted.height, pixels: painted.pixels, faceCenter: center, faceReach: reach)
    }

    /// What the words say, weighed.
    private var brief: Brief {
        let idea = prompt.idea
        return Brief(
            words: prompt.words, style: request.style ?? prompt.style, keywords: idea?.chosen ?? [],
            text: idea?.text ?? "")
    }
}
