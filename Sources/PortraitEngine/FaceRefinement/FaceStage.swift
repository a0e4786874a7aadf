import FaceAnalysis
import Imaging
import PortraitDomain

/// Stage 2 of one picture: selects the crops to repaint and composes the repainted ones with a soft edge. It does not
/// paint.
///
/// The largest face is the sitter's and gets the sitter's identity. The others, people around the sitter, are repainted
/// from the words alone, so that the sitter does not appear twice.
struct FaceStage {
    let analyzer: FaceAnalyzer
    let settings: PortraitSettings
    let sitter: SitterFace?
    /// Where the model paints faces: both eyes, the tip of the nose and the mouth as parts of a square picture's
    /// extent; nil where it is not known to paint them in one place.
    let facePosition: [Point]?
    /// The picture as it was painted first, whose light and contrast the underdrawn face takes on.
    let painting: RGBImage
    /// The painting, with the repainted head after the head pass.
    private(set) var picture: RGBImage
    private var faces: [DetectedFace]
    private var hasFace: Bool
    /// Landmarks of the sitter's head after the head pass; nil without one.
    private var headLandmarks: FaceLandmarks?

    struct Result {
        var picture: RGBImage
        /// Cut, map and repainted cut of each face, in order.
        var stages: [StageImage] = []
        /// Faces that were repainted; 0 leaves the picture as it was.
        var faceCount = 0
        /// Whether the detector saw any face, also one whose landmarks were not found.
        var hasFace = true
        /// Why the picture stayed as it was painted.
        var notice: PortraitNotice?
    }

    init(
        _ painting: RGBImage, settings: PortraitSettings, sitter: SitterFace?, facePosition: [Point]?,
        analyzer: FaceAnalyzer
    ) throws {
        self.analyzer = analyzer
        self.settings = settings
        self.sitter = sitter
        self.facePosition = facePosition
        self.painting = painting
        picture = painting
        faces = try analyzer.paintedFaces(in: painting)
        hasFace = !faces.isEmpty
    }

    /// The sitter's whole head, to be repainted over an underdrawing at the size of the base picture: a face alone
    /// would have the painted person's hair. nil where the settings ask for none or no sitter is found.
    func headCrop() throws -> FaceCrop? {
        guard settings.hasHeadPass, let head = try crops(.head(settings), among: faces).first else { return nil }
        return head.underdrawn == nil ? nil : head
    }

    /// Composes the repainted head and detects faces again. The head's landmarks are kept, because the detector may
    /// miss the face of a freely painted head.
    mutating func compose(_ head: RGBImage, of crop: FaceCrop) throws {
        picture = crop.patch.composed(head, onto: painting)
        headLandmarks = crop.landmarks
        faces = try analyzer.paintedFaces(in: picture)
        hasFace = hasFace || !faces.isEmpty
    }

    /// The faces to paint, the sitter's first.
    func faceCrops() throws -> [FaceCrop] { try crops(.face(settings), among: faces, previous: headLandmarks) }

    /// The picture with the painted faces laid on.
    /// - Parameter painted: each of the crops as it was painted.
    func result(_ crops: [FaceCrop], painted: [RGBImage]) -> Result {
        var result = Result(picture: picture, hasFace: hasFace)
        result.faceCount = headLandmarks == nil ? crops.count : max(1, crops.count)
        if result.faceCount == 0 { result.notice = hasFace ? .faceWithoutLandmarks : .noFaceFound }
        if headLandmarks != nil { result.stages = [StageImage(name: .head, image: PortraitImage(picture))] }
        // The sitter's face goes on top, so that no neighbor's soft edge covers it.
        for (crop, face) in zip(crops, painted).reversed() {
            result.picture = crop.patch.composed(face, onto: result.picture)
        }
        for (crop, face) in zip(crops, painted) {
            let pictures: [(StageImage.Name, RGBImage?)] = [
                (.faceCrop, crop.patch.magnified), (.underdrawing, crop.underdrawn),
                (.map, crop.patch.change.picture), (.refined, face),
            ]
            result.stages += pictures.compactMap { name, picture in
                picture.map { StageImage(name: name, image: PortraitImage($0)) }
            }
        }
        return result
    }
}
