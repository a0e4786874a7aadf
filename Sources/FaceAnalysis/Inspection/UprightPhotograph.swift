import Foundation
package import Imaging
package import NeuralInference

/// A photograph the right way up, with its faces.
package struct UprightPhotograph: Sendable {
    package let image: RGBImage
    /// Left to right.
    package let faces: [DetectedFace]
    /// Degrees by which the picture was turned clockwise: 0, 90, 180 or 270.
    package let turned: Int
}

extension FaceAnalyzer {
    /// From this score on, other turns are not tried. Faces on their side or upside down had scores of 0.5…0.76 (0.82
    /// if their five points show the turn), upright ones mostly 0.8…0.9.
    private static let sureScore = 0.8
    /// The score by which another turn must be better, so that a face that is hard to see is not turned by chance.
    private static let advantage = 0.05
    /// Pixels of the longer side at which the other three ways are tried; the detector sees 640 of them.
    private static let trialExtent = 1280

    /// The photograph with its faces, turned by quarters until they stand upright: cameras and scanners do not always
    /// record how they were held.
    /// - Parameter known: degrees clockwise to turn it by, also 0; nil detects them.
    package func upright(_ image: RGBImage, turned known: Int? = nil) throws(NeuralInferenceError) -> UprightPhotograph
    {
        if let known { return try turned(image, by: known) }
        let given = try turned(image, by: 0)
        let score = given.faces.uprightScore
        guard score < Self.sureScore else { return given }
        let small = image.shrunk(to: Self.trialExtent)
        var best = (degrees: 0, score: score + Self.advantage)
        for degrees in [90, 180, 270] {
            let score = try detector.faces(in: small.turned(clockwise: degrees)).uprightScore
            if score > best.score { best = (degrees, score) }
        }
        guard best.degrees != 0 else { return given }
        let upright = try turned(image, by: best.degrees)
        return try isSure(of: upright) ? upright : given
    }

    /// Whether the landmark network confirms the surest upright face. In a washed-out photograph the detector finds
    /// false ones.
    private func isSure(of photograph: UprightPhotograph) throws(NeuralInferenceError) -> Bool {
        let upright = photograph.faces.filter(\.isUpright)
        guard let face = upright.max(by: { $0.score < $1.score }) else { return false }
        return try landmarkDetector.certainty(of: face, in: photograph.image).map { $0 >= FaceCover.leastCertainty }
            ?? true
    }

    private func turned(_ image: RGBImage, by degrees: Int) throws(NeuralInferenceError) -> UprightPhotograph {
        let turned = image.turned(clockwise: degrees)
        return UprightPhotograph(image: turned, faces: try faces(in: turned), turned: degrees)
    }
}

extension DetectedFace {
    /// Largest lean of an upright head, in degrees; beyond it a quarter turn brings the head nearer to upright.
    private static let largestRoll = 50.0

    /// Whether the line of the eyes is nearly level and the mouth is below it. In a turned picture the detector often
    /// confuses eyes and mouth, so that both are checked.
    var isUpright: Bool {
        guard keypoints.count == 5 else { return false }
        let (left, right) = (keypoints[0], keypoints[1])
        let across = Point(x: right.x - left.x, y: right.y - left.y)
        let down = Point(
            x: (keypoints[3].x + keypoints[4].x - left.x - right.x) / 2,
            y: (keypoints[3].y + keypoints[4].y - left.y - right.y) / 2)
        let limit = Self.largestRoll * .pi / 180
        return abs(atan2(across.y, across.x)) < limit && abs(atan2(down.x, down.y)) < limit
    }
}

extension [DetectedFace] {
    /// The score of the surest face that stands upright; 0 where none does.
    var uprightScore: Double { filter(\.isUpright).map(\.score).max() ?? 0 }
}

extension RGBImage {
    /// The picture with its longer side at most `extent` pixels.
    fileprivate func shrunk(to extent: Int) -> RGBImage {
        let longer = max(width, height)
        guard longer > extent else { return self }
        return resized(
            width: max(1, width * extent / longer), height: max(1, height * extent / longer), filter: .bilinear)
    }
}
