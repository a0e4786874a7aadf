import Imaging

extension DetectedFace {
    /// From the picture to a square of `side` pixels with the box in the middle of two thirds of it.
    /// - Parameter isUpright: turns the square so that the eyes lie level.
    /// - Returns: nil where the box or the five points do not make a face.
    func square(side: Double, isUpright: Bool) -> AffineTransform? {
        let extent = max(width, height) * 1.5
        guard extent > 1, extent.isFinite, keypoints.count == 5 else { return nil }
        let scale = side / extent
        var cosine = 1.0, sine = 0.0
        if isUpright {
            let dx = keypoints[1].x - keypoints[0].x, dy = keypoints[1].y - keypoints[0].y
            let length = (dx * dx + dy * dy).squareRoot()
            if length > 1 {
                cosine = dx / length
                sine = -dy / length
            }
        }
        let a = scale * cosine, d = scale * sine
        let middle = side / 2
        let c: Double = middle - a * center.x + d * center.y
        let f: Double = middle - d * center.x - a * center.y
        return AffineTransform(a: a, b: -d, c: c, d: d, e: a, f: f)
    }
}

/// The square around a face, and the way back.
struct FaceCut {
    let picture: RGBImage
    /// From the square's pixels to the picture's.
    let back: AffineTransform
    /// Pixels of the picture for one of the square.
    let scale: Double

    /// nil where the box or the five points do not make a face.
    init?(of face: DetectedFace, in image: RGBImage, side: Int, isUpright: Bool) {
        guard let toSquare = face.square(side: Double(side), isUpright: isUpright), let back = toSquare.inverse,
            let picture = image.warped(by: toSquare, width: side, height: side)
        else { return nil }
        self.picture = picture
        self.back = back
        scale = (back.a * back.a + back.d * back.d).squareRoot()
    }
}
