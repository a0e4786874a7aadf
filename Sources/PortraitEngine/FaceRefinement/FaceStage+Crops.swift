import FaceAnalysis
import Imaging
import PortraitDomain

extension FaceStage {
    /// Faces of a picture that are painted again at most, the largest first.
    static let largestCount = 4

    /// Chooses which faces of the picture are painted again, and cuts them out, the largest first: the very largest is
    /// the sitter's. Where there is none, or no landmarks of it, and the model is known to paint faces in one place, the
    /// sitter is drawn there. Without a sitter nobody is painted again: a picture in which only the bystanders are
    /// finished is no portrait.
    /// - Parameter drawn: where the sitter's head was drawn before; nil where it was not.
    func crops(
        _ region: CropRegion, among faces: [DetectedFace], drawn: FaceLandmarks? = nil
    ) throws -> [FaceCrop] {
        // Where the sitter is when no face is seen there. nil without an underdrawing, which alone would bring a face
        // there.
        let expected = drawn ?? placement?.landmarks(near: nil)
        let largest = faces.filter { isCredible($0, expected: expected) }
            .sorted { $0.width * $0.height > $1.width * $1.height }.prefix(Self.largestCount)
        let seen = try largest.first.flatMap { try crop($0, region, isSitter: true) }
        guard let sitter = seen ?? expected.flatMap({ crop($0, region, isSitter: true) }) else { return [] }
        return try [sitter] + largest.dropFirst().compactMap { try crop($0, region, isSitter: false) }
    }

    private func crop(_ face: DetectedFace, _ region: CropRegion, isSitter: Bool) throws -> FaceCrop? {
        try Task.checkCancellation()
        return try analyzer.landmarkDetector.landmarks(of: face, in: picture).flatMap {
            crop($0, region, isSitter: isSitter)
        }
    }

    /// Among strokes a detector also sees small faces where there are none. Where the sitter could be drawn in the model's
    /// place for faces, a face must lie near it and be about as large, the more so where the detector is unsure.
    private func isCredible(_ face: DetectedFace, expected: FaceLandmarks?) -> Bool {
        guard placement != nil, let expected = expected?.anchors else { return true }
        let eyes = expected[0].distance(to: expected[1])
        let middle = Point(x: (expected[0].x + expected[3].x) / 2, y: (expected[0].y + expected[3].y) / 2)
        let own = face.keypoints[0].distance(to: face.keypoints[1])
        let isSure = face.score >= FaceDetector.threshold
        let sizes = isSure ? 0.5...2 : 0.7...1.5, distance = isSure ? 1.5 : 0.75
        return sizes.contains(own / eyes) && face.center.distance(to: middle) < distance * eyes
    }

    private func crop(_ painted: FaceLandmarks, _ region: CropRegion, isSitter: Bool) -> FaceCrop? {
        // A face alone stays in the head that it is part of.
        let placed = isSitter && region.isWholeHead ? placement?.landmarks(near: painted) : nil
        let landmarks = placed ?? painted
        guard let map = FaceMap(landmarks, feather: region.feather, forehead: region.forehead) else { return nil }
        // The model's own size, square: what it draws faces best at.
        let side = min(settings.painted.width, settings.painted.height)
        let patch = FacePatch(cutting: map, outOf: picture, side: side, padding: region.padding)
        let tones = FacePatch(cutting: map, outOf: painting, side: side, padding: region.padding).magnified
        let under = isSitter ? underdrawing(region)?.drawn(under: patch, landmarks: landmarks, tones: tones) : nil
        return FaceCrop(patch: patch, landmarks: landmarks, underdrawn: under, isSitter: isSitter)
    }

    /// The sitter that is laid under the painted face, where the settings ask for that.
    private var underdrawnSitter: SitterFace? { settings.underdrawing > 0 ? sitter : nil }

    private func underdrawing(_ region: CropRegion) -> Underdrawing? {
        underdrawnSitter.map { sitter in
            Underdrawing(
                sitter: sitter, share: settings.underdrawing, feather: region.feather, forehead: region.forehead,
                calm: region.calm, endsWithPhotograph: settings.underdrawingEnds ?? false)
        }
    }

    private var placement: HeadPlacement? {
        guard let sitter = underdrawnSitter, let facePlace else { return nil }
        return HeadPlacement(
            sitter: sitter.landmarks, place: facePlace, size: ImageSize(width: picture.width, height: picture.height))
    }
}
