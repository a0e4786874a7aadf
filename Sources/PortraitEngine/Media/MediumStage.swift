import FaceAnalysis
import Imaging
import Media
import PortraitDomain

/// Renders a picture in a medium: from the photograph, or from the diffusion model's picture.
struct MediumStage {
    let analyzer: FaceAnalyzer
    let work: Work

    /// A picture and the face of the person in it.
    struct Model {
        let image: RGBImage
        let face: DetectedFace
    }

    /// - Returns: nil where the face's mesh cannot be found.
    /// - Throws: `PortraitError` where a network is missing.
    func sitting(of model: Model) throws -> Sitting? {
        guard let meshDetector = try analyzer.meshDetector, let segmenter = try analyzer.personSegmenter else {
            let name = try analyzer.meshDetector == nil ? "face_landmark.tflite" : "person_mask.tflite"
            throw PortraitError.notFound("a medium needs the network \(name), which is not among the face networks")
        }
        try work.check()
        guard let mesh = try meshDetector.mesh(of: model.face, in: model.image) else { return nil }
        try work.check()
        // Whole numbers are pixel centers in the mesh and pixel corners in a sitting.
        let points = mesh.points.map { SIMD3($0.x + 0.5, $0.y + 0.5, $0.z) }
        var sitting = Sitting(
            width: model.image.width, height: model.image.height, pixels: model.image.pixels, mesh: points, mask: nil)
        let extent = sitting.maskFrame
        let frame = PictureFrame(
            x: Double(extent.x), y: Double(extent.y), width: Double(extent.width), height: Double(extent.height))
        if let values = try segmenter.mask(of: frame, in: model.image) {
            sitting.mask = Sitting.RawMask(
                x: extent.x, y: extent.y, width: extent.width, height: extent.height, values: values)
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
