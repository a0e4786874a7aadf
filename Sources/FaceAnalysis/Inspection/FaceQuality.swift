package import Imaging
package import PortraitDomain

/// Measures of a face's quality in a photograph.
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
    let light: FaceLight
    let cover: FaceCover
    /// Whether the face is dim in a photograph that is dim.
    let isDark: Bool
    /// Whether the head reaches over the photograph's edge.
    let isCut: Bool
    /// Whether brows, eyes and mouth lie in the photograph.
    let isComplete: Bool

    /// - Parameters:
    ///   - landmarks: nil where they were not found.
    ///   - certainty: of the landmark network that the whole face is visible; nil where it gives none.
    /// - Returns: nil where the five points do not make a face.
    package init?(
        of face: DetectedFace, in image: RGBImage, landmarks: FaceLandmarks? = nil, certainty: Double? = nil
    ) {
        guard face.keypoints.count == 5,
            let aligned = image.aligned(face.keypoints, to: FaceTemplate.arcFace, size: 112),
            let upright = AffineTransform.similarity(
                from: Array(face.keypoints[0...1]), to: [Point(x: -0.5, y: 0), Point(x: 0.5, y: 0)])
        else { return nil }
        width = min(face.width, face.height)
        light = FaceLight(aligned)
        cover = FaceCover(aligned, certainty: certainty)
        sharpness = GrayImage(luminanceOf: aligned).laplacianVariance * light.gain * light.gain
        turn = abs(upright.apply(to: face.keypoints[2]).x)
        isDark = light.isDark(in: image)
        isCut = landmarks?.isCut(byPictureOf: image.width, image.height) ?? false
        isComplete = landmarks?.areSeen(inPictureOf: image.width, image.height) ?? true
    }

    /// Why the face cannot be used; nil where it can. Bad light is named before its consequences.
    package var refusal: PhotographRefusal? {
        if width < Double(Self.leastWidth) { return .tooSmall(pixels: Int(width), least: Self.leastWidth) }
        if turn > Self.largestTurn { return .lookingAway }
        if !isComplete { return .cutByEdge }
        if light.isTooDark { return .tooDark }
        if light.isTooBright { return .overexposed }
        if sharpness < Self.leastSharpness { return .blurred }
        // An overexposed face looks covered, too.
        return cover.isHidden ? (light.isBright ? .overexposed : .hidden) : nil
    }

    /// Warnings about a face that is accepted. In bad light covered parts are not reported: they cannot be told apart.
    package var remarks: [PhotographRemark] {
        let light: [PhotographRemark] = isDark ? [.dark] : self.light.isBright ? [.overexposed] : []
        return light + (light.isEmpty ? cover.remarks : []) + (isCut ? [.cutByEdge] : [])
    }
}
