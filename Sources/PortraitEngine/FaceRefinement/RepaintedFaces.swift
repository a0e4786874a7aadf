internal import FaceAnalysis
internal import Imaging
internal import PortraitDomain

/// A face to repaint.
struct RepaintedFace {
    let patch: FacePatch
    /// Where it is repainted, in pixels of the picture.
    let landmarks: FaceLandmarks
    /// The magnified cut with the sitter's light and shade under it; nil where there is none.
    let underdrawn: RGBImage?
    let isSitter: Bool

    /// What noise is added to.
    var ground: RGBImage { underdrawn ?? patch.magnified }
}

/// How much of a picture is repainted with a face, as parts of the face's size.
struct RepaintedExtent {
    let feather: Double
    let forehead: Double
    let padding: Double
    /// How far colors are drawn together, 0…1.
    var calm = 0.0
    /// Whether it is the head with its hair, which may lie elsewhere than the painted one.
    var isWholeHead = false

    static func face(_ settings: PortraitSettings) -> RepaintedExtent {
        RepaintedExtent(feather: settings.feather, forehead: settings.forehead, padding: settings.facePadding)
    }

    /// The whole head: the soft edge reaches over hair and neck.
    static func head(_ settings: PortraitSettings) -> RepaintedExtent {
        RepaintedExtent(
            feather: settings.underdrawingReach, forehead: 1, padding: settings.underdrawingReach, calm: 0.6,
            isWholeHead: true)
    }
}

/// Chooses which faces of a picture are repainted, and cuts them out.
struct RepaintedFaces {
    let run: PortraitRun
    let picture: RGBImage
    /// The picture as it was painted first, whose light and contrast the underdrawn face takes on.
    let painting: RGBImage
    let extent: RepaintedExtent
    /// Where the sitter's head was drawn before; nil where it was not.
    var drawn: FaceLandmarks?

    /// Faces of a picture that are repainted at most, the largest first.
    static let largestCount = 4

    /// The faces to repaint, the largest first: the very largest is the sitter's. Where there is none, or no landmarks of
    /// it, and the model is known to paint faces in one place, the sitter is drawn there. Without a sitter nobody is
    /// repainted: a picture in which only the bystanders are finished is no portrait.
    func found(among faces: [DetectedFace]) throws -> [RepaintedFace] {
        let faces = faces.filter(isCredible)
        let largest = faces.sorted { $0.width * $0.height > $1.width * $1.height }.prefix(Self.largestCount)
        let seen = try largest.first.flatMap { try cut($0, isSitter: true) }
        guard let sitter = seen ?? expected.flatMap({ cut($0, isSitter: true) }) else { return [] }
        return try [sitter] + largest.dropFirst().compactMap { try cut($0, isSitter: false) }
    }

    private func cut(_ face: DetectedFace, isSitter: Bool) throws -> RepaintedFace? {
        try Task.checkCancellation()
        return try run.analyzer.landmarkDetector.landmarks(of: face, in: picture).flatMap {
            cut($0, isSitter: isSitter)
        }
    }

    /// Among strokes a detector also sees small faces where there are none. Where the sitter could be drawn in the model's
    /// place for faces, a face must lie near it and be about as large, the more so where the detector is unsure.
    private func isCredible(_ face: DetectedFace) -> Bool {
        guard placement != nil, let expected = expected?.anchors else { return true }
        let eyes = expected[0].distance(to: expected[1])
        let middle = Point(x: (expected[0].x + expected[3].x) / 2, y: (expected[0].y + expected[3].y) / 2)
        let own = face.keypoints[0].distance(to: face.keypoints[1])
        let isSure = face.score >= FaceDetector.threshold
        let sizes = isSure ? 0.5...2 : 0.7...1.5, distance = isSure ? 1.5 : 0.75
        return sizes.contains(own / eyes) && face.center.distance(to: middle) < distance * eyes
    }

    private func cut(_ painted: FaceLandmarks, isSitter: Bool) -> RepaintedFace? {
        // A face alone stays in the head that it is part of.
        let placed = isSitter && extent.isWholeHead ? placement?.landmarks(near: painted) : nil
        let landmarks = placed ?? painted
        guard let map = FaceMap(landmarks, feather: extent.feather, forehead: extent.forehead) else { return nil }
        // The model's own size, square: what it draws faces best at.
        let side = min(run.settings.painted.width, run.settings.painted.height)
        let patch = FacePatch(cutting: map, outOf: picture, side: side, padding: extent.padding)
        let tones = FacePatch(cutting: map, outOf: painting, side: side, padding: extent.padding).magnified
        let underdrawn = isSitter ? underdrawing?.drawn(under: patch, landmarks: landmarks, tones: tones) : nil
        return RepaintedFace(patch: patch, landmarks: landmarks, underdrawn: underdrawn, isSitter: isSitter)
    }

    /// From the first photograph whose landmarks were found, where the settings ask for one.
    private var underdrawing: Underdrawing? {
        let settings = run.settings
        guard settings.underdrawing > 0, let sitter = run.photographs.lazy.compactMap(\.sitter).first else {
            return nil
        }
        return Underdrawing(
            sitter: sitter, share: settings.underdrawing, feather: extent.feather, forehead: extent.forehead,
            calm: extent.calm, endsWithPhotograph: settings.underdrawingEnds ?? false)
    }

    /// Where the sitter is when no face is seen there: where the head was drawn, or else where the model paints faces. nil
    /// without an underdrawing, which alone would bring a face there.
    private var expected: FaceLandmarks? { drawn ?? placement?.landmarks(near: nil) }

    private var placement: HeadPlacement? {
        guard let sitter = underdrawing?.sitter, let place = run.model.profile.facePlace else { return nil }
        return HeadPlacement(
            sitter: sitter.landmarks, place: place, size: ImageSize(width: picture.width, height: picture.height))
    }
}
