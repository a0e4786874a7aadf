package import Imaging

/// A face as the detector sees it, in pixels of the picture.
package struct DetectedFace: Sendable, Equatable {
    /// Left, top, right, bottom.
    package var left, top, right, bottom: Double
    /// 0…1
    package var score: Double
    /// Eyes, nose and corners of the mouth, the viewer's left first: five points.
    package var keypoints: [Point]

    package var width: Double { right - left }
    package var height: Double { bottom - top }
    package var center: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }

    /// Whether all numbers are finite and lie in the picture or near it: a damaged network may give any.
    /// - Parameter extent: the picture's longer side in pixels.
    func isPlausible(extent: Double) -> Bool {
        let corners = [Point(x: left, y: top), Point(x: right, y: bottom)]
        return (corners + keypoints).areNear(extent: extent) && score.isFinite && width > 0 && height > 0
    }

    /// Intersection over union, with areas counted in whole pixels (right − left + 1), as the detector was trained.
    func overlap(with other: DetectedFace) -> Double {
        let w = min(right, other.right) - max(left, other.left) + 1
        let h = min(bottom, other.bottom) - max(top, other.top) + 1
        guard w > 0, h > 0 else { return 0 }
        let own = (right - left + 1) * (bottom - top + 1)
        let theirs = (other.right - other.left + 1) * (other.bottom - other.top + 1)
        return w * h / (own + theirs - w * h)
    }
}

extension [Point] {
    /// Whether all are finite and at most one and a half extents of a picture from its middle.
    func areNear(extent: Double) -> Bool {
        allSatisfy { (-extent...2 * extent).contains($0.x) && (-extent...2 * extent).contains($0.y) }
    }
}

extension [DetectedFace] {
    /// Greedy suppression: the best first, and none that overlaps a better one by more than `limit`.
    func suppressed(limit: Double = 0.4) -> [DetectedFace] {
        var kept: [DetectedFace] = []
        for face in sorted(by: { $0.score > $1.score }) where !kept.contains(where: { $0.overlap(with: face) > limit })
        {
            kept.append(face)
        }
        return kept
    }
}
