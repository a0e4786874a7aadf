import Foundation
import Imaging
import PortraitDomain

/// The visible parts of a face, measured on its aligned cut of 112 pixels.
///
/// The limits were tried on 30 faces, real and painted ones of many skins and ages, with glasses, a beard and a hat,
/// and on copies with bars, dark glasses, masks, and half of the face covered.
struct FaceCover: Equatable {
    /// Lightness of the eyes beside that of the skin: the upper quarter of the lighter eye by the middle of the lighter
    /// cheek or of the nose, whichever is darker, since a mask covers the cheeks first. 0.64…1.3 for open eyes and
    /// clear glasses, 0.06…0.4 behind black ones, 0 under a bar.
    let eyeLight: Double
    /// Contrast in each eye, as parts of the whole face's: 0.1…1.3, and 0 under something plain.
    let eyeContrasts: [Double]
    /// Contrast around the mouth as a part of the face's: 0.3…1.3, and 0 under a mask.
    let mouthContrast: Double
    /// Certainty of the landmark network that the whole face is visible; nil where it gives none.
    let certainty: Double?

    private static let leastEyeLight = 0.45
    private static let leastContrast = 0.1
    private static let leastMouthContrast = 0.2
    /// Faces of which one half was covered had −5…18, most of them below 12; whole ones 30…50, noisy and dim ones from
    /// 17.
    static let leastCertainty = 12.0
    private static let usualCertainty = 20.0

    /// - Parameter aligned: the face at 112 pixels, as for its vector.
    init(_ aligned: RGBImage, certainty: Double?) {
        let light = GrayImage(luminanceOf: aligned)
        let whole = max(FaceTemplate.insideFace.map { light.values[$0] }.deviation, 1)
        let eyes = [38, 73].map { light.levels(around: $0, 51, width: 11, height: 5) }
        let cheeks = [37, 75].map { light.levels(around: $0, 76, width: 8, height: 5) }
        let nose = light.levels(around: 56, 64, width: 4, height: 3).quantile(0.5)
        let skin = max(min(cheeks.map { $0.quantile(0.5) }.max() ?? nose, nose), 1)
        eyeLight = Double((eyes.map { $0.quantile(0.75) }.max() ?? 0) / skin)
        eyeContrasts = eyes.map { Double($0.deviation / whole) }
        mouthContrast = Double(light.levels(around: 56, 92, width: 16, height: 7).deviation / whole)
        self.certainty = certainty
    }

    var isHidden: Bool { certainty.map { $0 < Self.leastCertainty } ?? false }

    /// The covered parts of the face: the eyes, the mouth, or if neither, some other part.
    var remarks: [PhotographRemark] {
        var found: [PhotographRemark] = []
        let covered = eyeContrasts.count { $0 < Self.leastContrast }
        if eyeLight < Self.leastEyeLight || covered == 2 { found.append(.eyesHidden) }
        if mouthContrast < Self.leastMouthContrast { found.append(.mouthHidden) }
        let isUnsure = certainty.map { $0 < Self.usualCertainty } ?? false
        if found.isEmpty, isUnsure || covered == 1 { found.append(.partlyHidden) }
        return found
    }
}

extension GrayImage {
    /// The values at most `width` and `height` pixels from a place.
    fileprivate func levels(around x: Int, _ y: Int, width: Int, height: Int) -> [Float] {
        (y - height...y + height).flatMap { row in (x - width...x + width).map { self[$0, row] } }
    }
}

extension [Float] {
    fileprivate var deviation: Float {
        let mean = reduce(0, +) / Float(count)
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(count)).squareRoot()
    }

    fileprivate func quantile(_ share: Double) -> Float { sorted()[Int(share * Double(count - 1))] }
}
