import FaceAnalysis
import Imaging
import Media
import PortraitDomain

/// Renders a picture in a medium: from the photograph, or from what the diffusion model painted.
struct MediumStage {
    let analyzer: FaceAnalyzer
    let work: Work

    /// A picture with the person in it, ready to be laid out.
    struct Model {
        let image: RGBImage
        let face: DetectedFace
    }

    /// - Returns: nil where the face's mesh cannot be found.
    /// - Throws: `PortraitError` where a network is missing.
    func sitting(of model: Model) throws -> Sitting? {
        guard let meshDetector = analyzer.meshDetector, let segmenter = analyzer.personSegmenter else {
            let name = analyzer.meshDetector == nil ? "face_landmark.tflite" : "person_mask.tflite"
            throw PortraitError.notFound("a medium needs the network \(name), which is not among the face networks")
        }
        try work.check()
        guard let mesh = try meshDetector.mesh(of: model.face, in: model.image) else { return nil }
        try work.check()
        // The mesh counts pixels' middles by whole numbers, a sitting their corners.
        let points = mesh.points.map { SIMD3($0.x + 0.5, $0.y + 0.5, $0.z) }
        var sitting = Sitting(
            width: model.image.width, height: model.image.height, pixels: model.image.pixels, mesh: points, mask: nil)
        let place = sitting.maskFrame
        let frame = PictureFrame(
            x: Double(place.x), y: Double(place.y), width: Double(place.width), height: Double(place.height))
        if let values = try segmenter.mask(of: frame, in: model.image) {
            sitting.mask = Sitting.RawMask(
                x: place.x, y: place.y, width: place.width, height: place.height, values: values)
        }
        return sitting
    }

    /// - Parameter colors: a picture whose colors the palette may share.
    func artwork(
        _ page: Page, _ settings: MediumSettings, seed: UInt64, colors: ColorSource?
    ) throws -> any Artwork {
        guard let medium = MediaCatalogue.all[settings.medium], var direction = settings.direction(seed: seed) else {
            throw PortraitError.badData("the medium “\(settings.medium)” or its colors are not known to this narcis")
        }
        if let colors { direction.palette = direction.palette.mixed(with: colors, share: Float(settings.modelShare)) }
        let artwork = try medium.artwork(of: page, in: direction)
        try work.check()
        return artwork
    }
}

extension RGBImage {
    init(_ print: Print) { self.init(width: print.width, height: print.height, pixels: print.pixels) }
}
