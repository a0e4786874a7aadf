import FaceAnalysis
import Imaging
import PortraitDomain

/// A face that is to be painted again.
struct FaceCrop {
    let patch: FacePatch
    /// Where it is painted, in pixels of the picture.
    let landmarks: FaceLandmarks
    /// The magnified cut with the sitter's light and shade under it; nil where there is none.
    let underdrawn: RGBImage?
    let isSitter: Bool

    /// What noise is added to.
    var ground: RGBImage { underdrawn ?? patch.magnified }
}

/// How much of a picture is painted again with a face, as parts of the face's size.
struct CropRegion {
    let feather: Double
    let forehead: Double
    let padding: Double
    /// How far colors are drawn together, 0…1.
    var calm = 0.0
    /// Whether it is the head with its hair, which may lie elsewhere than the painted one.
    var isWholeHead = false

    static func face(_ settings: PortraitSettings) -> CropRegion {
        CropRegion(feather: settings.feather, forehead: settings.forehead, padding: settings.facePadding)
    }

    /// The whole head: the soft edge reaches over hair and neck.
    static func head(_ settings: PortraitSettings) -> CropRegion {
        CropRegion(
            feather: settings.underdrawingReach, forehead: 1, padding: settings.underdrawingReach, calm: 0.6,
            isWholeHead: true)
    }
}
