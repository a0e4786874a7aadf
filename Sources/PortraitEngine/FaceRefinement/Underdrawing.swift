import FaceAnalysis
import Imaging

/// Luminance transfer from the photograph: the sitter's own light and shade, laid under a painted face before it is
/// repainted, as a painter draws the sitter under the colors.
///
/// A model that knows a sitter only through a few rows of the prompt paints a similar person. If the photograph's
/// luminance replaces the painted one, noise is added to the sitter's features and they come out of it again, in the
/// painted colors and with the strokes of the words. Similarity transform, no warp, so that proportions are kept.
struct Underdrawing {
    let sitter: SitterFace
    /// 0…1: the part of the painted face's luminance that is replaced.
    let share: Double
    let feather: Double
    let forehead: Double
    /// Strength of the color smoothing, 0…1: no blot of another color stays on the face.
    var smoothing = 0.0
    /// Whether it ends at the photograph's edge. Otherwise the edge is repeated, which leaves streaks above a head that
    /// it cuts.
    var endsWithPhotograph = true

    private static let faceForehead = 0.4

    /// Limits of the factor that matches the photograph's contrast to the painting's.
    private static let gains: ClosedRange<Float> = 0.7...1.6

    /// Limits of a face's mean luminance, of 0…255, in a dark or light picture: the face must stay visible.
    private static let tones: ClosedRange<Float> = 64...200

    /// The magnified cut with the sitter under it.
    /// - Parameters:
    ///   - landmarks: of the painted face, in pixels of the picture that the patch was cut from.
    ///   - tones: the same cut of the picture whose mean and contrast the face takes on; nil for the patch's own.
    /// - Returns: nil where the two faces cannot be aligned.
    func applied(to patch: FacePatch, landmarks: FaceLandmarks, tones: RGBImage? = nil) -> RGBImage? {
        let side = patch.magnified.width
        let painted = landmarks.moved(by: .magnifying(patch.rect, to: side))
        guard let aligned = aligned(to: painted, side: side) else { return nil }
        let own = GrayImage(luminanceOf: aligned.image), theirs = GrayImage(luminanceOf: patch.magnified)
        let weights = zip(patch.change.values, aligned.mask.values).map { min($0, $1) }
        let measure = tones.map(GrayImage.init(luminanceOf:)) ?? theirs
        guard let light = Light(own, aligned.face.values), let goal = Light(measure, aligned.face.values) else {
            return nil
        }
        let spread = goal.deviation / max(light.deviation, 1)
        let gain = min(max(spread, Self.gains.lowerBound), Self.gains.upperBound)
        let mean = min(max(goal.mean, Self.tones.lowerBound), Self.tones.upperBound)
        return patch.magnified.withSmoothedColors(weights, share: smoothing).lightened { index in
            guard weights[index] > 0 else { return 0 }
            let wanted = mean + gain * (own.values[index] - light.mean)
            return Float(share) * weights[index] * (wanted - theirs.values[index])
        }
    }

    /// The photograph aligned to the painted face, the mask of the underdrawing, and the mask of the face alone, which
    /// mean and contrast are measured on: hair and background would distort them.
    private func aligned(
        to painted: FaceLandmarks, side: Int
    ) -> (image: RGBImage, mask: GrayImage, face: GrayImage)? {
        guard let anchors = sitter.landmarks.anchors, let goal = painted.anchors,
            let onto = AffineTransform.similarity(from: anchors, to: goal),
            let image = sitter.image.smoothlyAligned(anchors, to: goal, size: side),
            let map = FaceMask(sitter.landmarks.moved(by: onto), feather: feather, forehead: forehead),
            let face = FaceMask(sitter.landmarks.moved(by: onto), feather: 0, forehead: Self.faceForehead)
        else { return nil }
        let square = PixelRect(x: 0, y: 0, width: side, height: side)
        var mask = map.rendered(in: square, side: side)
        if endsWithPhotograph, let back = onto.inverse { mask.fade(at: sitter, back: back) }
        return (image, mask, face.rendered(in: square, side: side))
    }

    /// Mean and deviation of luminance under weights.
    private struct Light {
        let mean: Float
        let deviation: Float

        /// nil where there is no weight.
        init?(_ image: GrayImage, _ weights: [Float]) {
            let total = weights.reduce(0, +)
            guard total > 1 else { return nil }
            let mean = zip(image.values, weights).reduce(Float(0)) { $0 + $1.0 * $1.1 } / total
            let square = zip(image.values, weights).reduce(Float(0)) {
                $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1
            }
            self.mean = mean
            deviation = (square / total).squareRoot()
        }
    }
}

extension GrayImage {
    /// Part of the distance between the eyes over which an underdrawing fades out at the photograph's edge.
    private static let fading = 0.3

    /// Fades the map out towards the photograph's edges and leaves nothing of it beyond them.
    /// - Parameter back: from the map's pixels to those of the sitter's cut.
    fileprivate mutating func fade(at sitter: SitterFace, back: AffineTransform) {
        guard let anchors = sitter.landmarks.anchors else { return }
        let width = Self.fading * anchors[0].distance(to: anchors[1])
        let (first, last) = sitter.corners
        for index in values.indices where values[index] > 0 {
            let point = back.apply(to: Point(x: Double(index % self.width), y: Double(index / self.width)))
            let inside = min(point.x - first.x, last.x - point.x, point.y - first.y, last.y - point.y)
            let share = min(max(inside / max(width, 1), 0), 1)
            values[index] *= Float(share * share * (3 - 2 * share))
        }
    }
}

extension RGBImage {
    /// Adds the finest lines of eyes and mouth that a small autoencoder loses from an underdrawing.
    /// - Parameters:
    ///   - decoded: the underdrawing after the autoencoder's round trip.
    ///   - share: 0…1, the part of them.
    func withLines(of underdrawn: RGBImage, lostIn decoded: RGBImage, share: Double) -> RGBImage {
        let whole = GrayImage(luminanceOf: underdrawn), kept = GrayImage(luminanceOf: decoded)
        return lightened { Float(share) * (whole.values[$0] - kept.values[$0]) }
    }

    /// The picture with its colors smoothed towards those around them; every pixel keeps its luminance.
    func withSmoothedColors(_ weights: [Float], share: Double) -> RGBImage {
        guard share > 0 else { return self }
        // A sixth of the extent: larger than an eye, smaller than a face.
        let wide = resized(width: 6, height: 6, filter: .bicubic).resized(
            width: width, height: height, filter: .bicubic)
        let light = GrayImage(luminanceOf: self), wideLight = GrayImage(luminanceOf: wide)
        var result = pixels
        for index in weights.indices where weights[index] > 0 {
            for byte in 3 * index..<3 * index + 3 {
                let own = Float(pixels[byte]) - light.values[index]
                let around = Float(wide.pixels[byte]) - wideLight.values[index]
                let level = Float(pixels[byte]) + Float(share) * weights[index] * (around - own)
                result[byte] = UInt8(min(max(level, 0), 255).rounded())
            }
        }
        return RGBImage(width: width, height: height, pixels: result)
    }

    /// The picture with the same number added to all three colors of a pixel, which keeps their differences.
    fileprivate func lightened(by change: (_ index: Int) -> Float) -> RGBImage {
        var result = pixels
        for index in 0..<width * height {
            let light = change(index)
            for byte in 3 * index..<3 * index + 3 {
                result[byte] = UInt8(min(max(Float(result[byte]) + light, 0), 255).rounded())
            }
        }
        return RGBImage(width: width, height: height, pixels: result)
    }
}
