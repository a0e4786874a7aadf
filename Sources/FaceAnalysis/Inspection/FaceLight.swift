import Foundation
import Imaging

/// How a face is lit, measured on its aligned cut of 112 pixels.
///
/// Dark skin is not a dark photograph: eyes, teeth and the shine on brow and nose of a very dark face still reach
/// levels above 100 of 255, and a photograph whose own lights are bright is not called dark for a face that is merely
/// dim.
struct FaceLight: Equatable {
    /// Level, of 0…255, that 95 % of the face lie below. Well lit faces of any skin had 101…220, at a quarter of the
    /// light 25…55, at an eighth 12…27.
    let highlight: Double
    /// Part of the face that is plain white, 0…1: at least two of the three colors at their end. 0 in well exposed
    /// photographs; from 0.6 on half of the likeness is lost.
    let blownOut: Double

    private static let leastHighlight = 20.0
    /// Below the first a face is dim in a dim photograph, below the second in any photograph.
    private static let dimHighlight = 64.0, darkHighlight = 48.0
    /// Lights of a photograph that is dim altogether.
    private static let dimLights = 128.0
    private static let largestBlownOut = 0.6
    private static let muchBlownOut = 0.2
    /// Focus is measured as if the highlights were this level: a dim face has less contrast, not less detail.
    private static let fullHighlight = 100.0

    /// - Parameter aligned: the face at 112 pixels, as for its vector.
    init(_ aligned: RGBImage) {
        let inside = FaceTemplate.insideFace
        let light = GrayImage(luminanceOf: aligned)
        let levels = inside.map { light.values[$0] }.sorted()
        highlight = Double(levels[levels.count * 95 / 100])
        let white = inside.count { index in
            aligned.pixels[3 * index..<3 * index + 3].count { $0 >= 252 } >= 2
        }
        blownOut = Double(white) / Double(inside.count)
    }

    var isTooDark: Bool { highlight < Self.leastHighlight }
    var isTooBright: Bool { blownOut >= Self.largestBlownOut }
    var isBright: Bool { blownOut >= Self.muchBlownOut }

    /// Whether face and photograph are dim, or the face is in deep shadow.
    /// - Parameter image: the whole photograph.
    func isDark(in image: RGBImage) -> Bool {
        guard highlight < Self.dimHighlight else { return false }
        return highlight < Self.darkHighlight || image.lights < Self.dimLights
    }

    /// Whether a photograph without a detected face is nearly black. A fully black one has no face to hide.
    static func hidesFaces(in image: RGBImage) -> Bool { (2..<leastHighlight).contains(image.lights) }

    /// Factor on the face's contrast before its focus is judged, 1…5.
    var gain: Double { min(max(Self.fullHighlight / max(highlight, 1), 1), Self.fullHighlight / Self.leastHighlight) }
}

extension FaceTemplate {
    /// Indices of the pixels of an aligned face of 112 pixels that lie on the face: an ellipse from brows to chin.
    static let insideFace: [Int] = (0..<112 * 112).filter { index in
        let x = Double(index % 112 - 56) / 38, y = Double(index / 112 - 70) / 46
        return x * x + y * y < 1
    }
}

extension RGBImage {
    /// The level, of 0…255, that 99 % of the picture lie below, from about ten thousand evenly spaced pixels.
    fileprivate var lights: Double {
        let step = max(1, width * height / 10_007)
        var levels: [Int] = []
        for index in stride(from: 0, to: width * height, by: step) {
            let (red, green, blue) = (Int(pixels[3 * index]), Int(pixels[3 * index + 1]), Int(pixels[3 * index + 2]))
            levels.append(299 * red + 587 * green + 114 * blue)
        }
        levels.sort()
        return Double(levels[levels.count * 99 / 100]) / 1000
    }
}
