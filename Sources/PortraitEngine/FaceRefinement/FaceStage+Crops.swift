import FaceAnalysis
import Imaging
import PortraitDomain

extension FaceStage {
    /// Faces of a picture that are painted again at most, the largest first.
    static let largestCount = 4

    /// Selects the faces of the picture to repaint, the largest first: it is the sitter's. If no face or no landmarks
    /// are found and the model paints faces at a known position, the sitter is drawn there. Without a sitter no face is
    /// repainted: a picture in which only bystanders are refined is no portrait.
    /// - Parameter previous: landmarks of the sitter's head from the head pass; nil without one.
    func crops(
        _ region: CropRegion, among faces: [DetectedFace], previous: FaceLandmarks? = nil
    ) throws -> [FaceCrop] {
        // The sitter's position where no face is detected. nil without an underdrawing: only that brings a face there.
        let expected = previous ?? placement?.landmarks(near: nil)
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

    /// The detector finds small false faces among strokes. If the sitter can be drawn at the model's usual position, a
    /// face must be near it and about as large; the limits are tighter where the detector is unsure.
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
        // Only a whole head is moved; a face stays in its head.
        let placed = isSitter && region.isWholeHead ? placement?.landmarks(near: painted) : nil
        let landmarks = placed ?? painted
        guard let map = FaceMask(landmarks, feather: region.feather, forehead: region.forehead) else { return nil }
        // The model's own size, at which it draws faces best.
        let side = min(settings.painted.width, settings.painted.height)
        let patch = FacePatch(cutting: map, outOf: picture, side: side, padding: region.padding)
        let tones = FacePatch(cutting: map, outOf: painting, side: side, padding: region.padding).magnified
        let under = isSitter ? underdrawing(region)?.applied(to: patch, landmarks: landmarks, tones: tones) : nil
        return FaceCrop(patch: patch, landmarks: landmarks, underdrawn: under, isSitter: isSitter)
    }

    /// The sitter for the underdrawing; nil where the settings ask for none.
    private var underdrawnSitter: SitterFace? { settings.underdrawing > 0 ? sitter : nil }

    private func underdrawing(_ region: CropRegion) -> Underdrawing? {
        underdrawnSitter.map { sitter in
            Underdrawing(
                sitter: sitter, share: settings.underdrawing, feather: region.feather, forehead: region.forehead,
                smoothing: region.smoothing, endsWithPhotograph: settings.underdrawingEnds ?? false)
        }
    }

    private var placement: HeadPlacement? {
        guard let sitter = underdrawnSitter, let facePosition else { return nil }
        return HeadPlacement(
            sitter: sitter.landmarks, position: facePosition,
            size: ImageSize(width: picture.width, height: picture.height))
    }
}
