package import Imaging

/// Measures of how well a face can be learned from a photograph.
package struct FaceQuality: Sendable, Equatable {
    /// Pixels that the face's box must have across.
    package static let leastWidth = 40
    /// Variance of the Laplacian of the face at 112 pixels, levels 0…255.
    package static let leastSharpness = 12.0
    /// Distance of the nose from the middle between the eyes, in eye distances; a profile has more.
    package static let largestTurn = 0.55

    package var width: Double
    package var sharpness: Double
    package var turn: Double

    package init?(of face: DetectedFace, in image: RGBImage) {
        guard face.keypoints.count == 5,
            let aligned = image.aligned(face.keypoints, to: FaceTemplate.arcFace, size: 112),
            let upright = AffineTransform.similarity(
                from: Array(face.keypoints[0...1]), to: [Point(x: -0.5, y: 0), Point(x: 0.5, y: 0)])
        else { return nil }
        width = min(face.width, face.height)
        sharpness = GrayImage(luminanceOf: aligned).laplacianVariance
        turn = abs(upright.apply(to: face.keypoints[2]).x)
    }

    package var refusal: PhotographRefusal? {
        if width < Double(Self.leastWidth) { return .tooSmall(pixels: Int(width)) }
        if turn > Self.largestTurn { return .lookingAway }
        if sharpness < Self.leastSharpness { return .blurred }
        return nil
    }
}
