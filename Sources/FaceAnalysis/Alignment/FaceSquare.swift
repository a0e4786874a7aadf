internal import Imaging

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
