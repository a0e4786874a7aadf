import FaceAnalysis
import Imaging

/// The sitter's face as a photograph shows it, for laying it under a painted one.
struct SitterFace {
    /// A square cut around the face.
    let image: RGBImage
    /// In pixels of the cut.
    let landmarks: FaceLandmarks
    /// The photograph's first and last corner, in pixels of the cut; pixels beyond them repeat its edge.
    let corners: (first: Point, last: Point)

    /// Larger cuts are shrunk: a face is painted smaller than that.
    private static let largestSide = 512

    /// Where a cut would be larger than this, the photograph is shrunk first: a face that fills 64 megapixels would
    /// take hundreds of megabytes.
    private static let largestCut = 2048.0

    /// - Returns: nil where the face's landmarks are not found.
    init?(_ face: DetectedFace, in photograph: RGBImage, detector: LandmarkDetector) throws {
        guard let found = try detector.landmarks(of: face, in: photograph) else { return nil }
        // Twice the box: hair and chin are inside.
        let largest = 2 * Double(max(photograph.width, photograph.height))
        let wanted = min(2 * max(face.width, face.height), largest), shrinking = min(1, Self.largestCut / wanted)
        let photograph = shrinking < 1 ? photograph.scaled(shrinking) : photograph
        // Pixel centers, as for every change of size.
        let shift = (shrinking - 1) / 2
        let smaller = AffineTransform(a: shrinking, b: 0, c: shift, d: 0, e: shrinking, f: shift)
        let center = smaller.apply(to: face.center)
        let side = max(8, Int((wanted * shrinking).rounded()))
        let rect = PixelRect(
            x: Int((center.x - Double(side) / 2).rounded()), y: Int((center.y - Double(side) / 2).rounded()),
            width: side, height: side)
        let cut = photograph.cropped(to: rect, outside: .edge), target = min(side, Self.largestSide)
        image = target < side ? cut.resized(width: target, height: target, filter: .bicubic) : cut
        let magnified = AffineTransform.magnifying(rect, to: target)
        landmarks = found.moved(by: smaller).moved(by: magnified)
        corners = (
            magnified.apply(to: Point(x: -0.5, y: -0.5)),
            magnified.apply(to: Point(x: Double(photograph.width) - 0.5, y: Double(photograph.height) - 0.5))
        )
    }
}

extension RGBImage {
    fileprivate func scaled(_ scale: Double) -> RGBImage {
        resized(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())), filter: .bilinear)
    }
}

extension AffineTransform {
    /// From pixels of a picture to those of a square cut that is drawn at `side` pixels. Pixel centers: the first one
    /// of a magnified cut lies before the first of the cut itself.
    static func magnifying(_ rect: PixelRect, to side: Int) -> AffineTransform {
        let scale = Double(side) / Double(rect.width)
        return AffineTransform(
            a: scale, b: 0, c: (0.5 - Double(rect.x)) * scale - 0.5, d: 0, e: scale,
            f: (0.5 - Double(rect.y)) * scale - 0.5)
    }
}

extension FaceLandmarks {
    func moved(by transform: AffineTransform) -> FaceLandmarks {
        FaceLandmarks(contours: contours.mapValues { $0.map(transform.apply) })
    }

    /// Both eyes, the tip of the nose and the mouth, by which two faces are aligned. nil where one is missing.
    var anchors: [Point]? {
        guard let tip = self[.nose].last, let left = self[.leftEye].center, let right = self[.rightEye].center,
            let mouth = self[.mouth].center
        else { return nil }
        return [left, right, tip, mouth]
    }
}

extension [Point] {
    var center: Point? {
        guard !isEmpty else { return nil }
        let sum = reduce((0.0, 0.0)) { ($0.0 + $1.x, $0.1 + $1.y) }
        return Point(x: sum.0 / Double(count), y: sum.1 / Double(count))
    }
}
