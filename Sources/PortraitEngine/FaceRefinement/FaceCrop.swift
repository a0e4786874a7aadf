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

    /// The picture that noise is added to.
    var ground: RGBImage { underdrawn ?? patch.magnified }
}

/// The extent of a repainted region around a face, as parts of the face's size.
struct CropRegion {
    let feather: Double
    let forehead: Double
    let padding: Double
    /// Strength of the color smoothing, 0…1.
    var smoothing = 0.0
    /// Whether it is the whole head with its hair, which may be moved away from the painted one.
    var isWholeHead = false

    static func face(_ settings: PortraitSettings) -> CropRegion {
        CropRegion(feather: settings.feather, forehead: settings.forehead, padding: settings.facePadding)
    }

    /// The whole head: the soft edge reaches over hair and neck.
    static func head(_ settings: PortraitSettings) -> CropRegion {
        CropRegion(
            feather: settings.underdrawingReach, forehead: 1, padding: settings.underdrawingReach, smoothing: 0.6,
            isWholeHead: true)
    }
}
