import FaceAnalysis
import Imaging

/// The sitter's own light and shade, laid under a painted face before it is repainted, as a painter draws the sitter
/// under the colors.
///
/// A model that knows a sitter only through a few rows of the prompt paints somebody like them. Where the photograph's
/// luminance stands in for the painted one, noise is added to the sitter's features and they come out of it again, in
/// the colors that were painted and with the strokes of the words. It is a similarity, without bending: proportions are
/// what people are known by.
struct Underdrawing {
    let sitter: SitterFace
    /// 0…1: the part of the painted face's luminance that is replaced.
    let share: Double
    let feather: Double
    let forehead: Double
    /// 0…1: how far the face's colors are drawn towards those around them, so that no blot of another color lies on it.
    var calm = 0.0
    /// Whether it ends where the photograph does. Otherwise the photograph's edge goes on, as streaks above a head that
    /// is cut by it.
    var endsWithPhotograph = true

    private static let faceForehead = 0.4

    /// The contrast of the photograph may change by these factors at most to be that of the painting.
    private static let gains: ClosedRange<Float> = 0.7...1.6

    /// Luminance that a face has on average, of 0…255, however dark or light the rest is: a face is what a portrait shows.
    private static let tones: ClosedRange<Float> = 64...200

    /// The magnified cut with the sitter under it.
    /// - Parameters:
    ///   - landmarks: of the painted face, in pixels of the picture that the patch was cut from.
    ///   - tones: the same cut of the picture whose mean and contrast the face takes on; nil for the patch's own.
    /// - Returns: nil where the two faces cannot be laid upon each other.
    func drawn(under patch: FacePatch, landmarks: FaceLandmarks, tones: RGBImage? = nil) -> RGBImage? {
        let side = patch.magnified.width
        let painted = landmarks.moved(by: .magnifying(patch.rect, to: side))
        guard let laid = laid(upon: painted, side: side) else { return nil }
        let own = GrayImage(luminanceOf: laid.image), theirs = GrayImage(luminanceOf: patch.magnified)
        let weights = zip(patch.change.values, laid.map.values).map { min($0, $1) }
        let measure = tones.map(GrayImage.init(luminanceOf:)) ?? theirs
        guard let light = Light(own, laid.face.values), let goal = Light(measure, laid.face.values) else { return nil }
        let spread = goal.deviation / max(light.deviation, 1)
        let gain = min(max(spread, Self.gains.lowerBound), Self.gains.upperBound)
        let mean = min(max(goal.mean, Self.tones.lowerBound), Self.tones.upperBound)
        return patch.magnified.withCalmColors(weights, share: calm).lightened { index in
            guard weights[index] > 0 else { return 0 }
            let wanted = mean + gain * (own.values[index] - light.mean)
            return Float(share) * weights[index] * (wanted - theirs.values[index])
        }
    }

    /// The photograph turned and scaled to the painted face, where in it the underdrawing is taken from, and the face
    /// alone: mean and contrast go by that, whatever hair and background there is around it.
    private func laid(
        upon painted: FaceLandmarks, side: Int
    ) -> (image: RGBImage, map: GrayImage, face: GrayImage)? {
        guard let anchors = sitter.landmarks.anchors, let goal = painted.anchors,
            let onto = AffineTransform.similarity(from: anchors, to: goal),
            let image = sitter.image.smoothlyAligned(anchors, to: goal, size: side),
            let map = FaceMap(sitter.landmarks.moved(by: onto), feather: feather, forehead: forehead),
            let face = FaceMap(sitter.landmarks.moved(by: onto), feather: 0, forehead: Self.faceForehead)
        else { return nil }
        let square = PixelRect(x: 0, y: 0, width: side, height: side)
        var drawn = map.rendered(in: square, side: side)
        if endsWithPhotograph, let back = onto.inverse { drawn.fade(at: sitter, back: back) }
        return (image, drawn, face.rendered(in: square, side: side))
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
            let place = back.apply(to: Point(x: Double(index % self.width), y: Double(index / self.width)))
            let inside = min(place.x - first.x, last.x - place.x, place.y - first.y, last.y - place.y)
            let share = min(max(inside / max(width, 1), 0), 1)
            values[index] *= Float(share * share * (3 - 2 * share))
        }
    }
}

extension RGBImage {
    /// Draws over again what the autoencoder loses of an underdrawing: the finest lines of eyes and mouth, which a small
    /// one cannot hold.
    /// - Parameters:
    ///   - decoded: the underdrawing after the autoencoder's round trip.
    ///   - share: 0…1, the part of them.
    func withLines(of underdrawn: RGBImage, lostIn decoded: RGBImage, share: Double) -> RGBImage {
        let whole = GrayImage(luminanceOf: underdrawn), kept = GrayImage(luminanceOf: decoded)
        return lightened { Float(share) * (whole.values[$0] - kept.values[$0]) }
    }

    /// The picture with the colors of each place nearer to those of its surroundings, and every pixel's luminance kept.
    func withCalmColors(_ weights: [Float], share: Double) -> RGBImage {
        guard share > 0 else { return self }
        // A sixth of the extent: larger than an eye, smaller than a face.
        let wide = resized(width: 6, height: 6, filter: .bicubic).resized(
            width: width, height: height, filter: .bicubic)
        let light = GrayImage(luminanceOf: self), wideLight = GrayImage(luminanceOf: wide)
        var result = pixels
        for index in weights.indices where weights[index] > 0 {
            for place in 3 * index..<3 * index + 3 {
                let own = Float(pixels[place]) - light.values[index]
                let around = Float(wide.pixels[place]) - wideLight.values[index]
                let level = Float(pixels[place]) + Float(share) * weights[index] * (around - own)
                result[place] = UInt8(min(max(level, 0), 255).rounded())
            }
        }
        return RGBImage(width: width, height: height, pixels: result)
    }

    /// The picture with the same added to all three colors of a pixel, which its colors' differences outlast.
    fileprivate func lightened(by change: (_ index: Int) -> Float) -> RGBImage {
        var result = pixels
        for index in 0..<width * height {
            let light = change(index)
            for place in 3 * index..<3 * index + 3 {
                result[place] = UInt8(min(max(Float(result[place]) + light, 0), 255).rounded())
            }
        }
        return RGBImage(width: width, height: height, pixels: result)
    }
}
