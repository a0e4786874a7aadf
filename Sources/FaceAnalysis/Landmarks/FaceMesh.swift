import Imaging

/// A face's surface in space: the 468 points of the face mesh (Kartynnik et al., "Real-time facial surface geometry",
/// 2019), numbered as MediaPipe numbers them.
package struct FaceMesh: Sendable, Equatable {
    package static let count = 468

    /// x and y are pixels of the picture, whole numbers are pixel centers; z has the same unit, and smaller is nearer.
    package let points: [SIMD3<Float>]

    package init(points: [SIMD3<Float>]) {
        precondition(points.count == Self.count, "a face mesh has \(Self.count) points")
        self.points = points
    }
}

extension FaceMesh {
    /// The face in a detector's form: the box of all points; eyes, nose and corners of the mouth. nil where a number is
    /// not finite or far outside a picture whose longer side has `extent` pixels.
    func face(extent: Double) -> DetectedFace? {
        let flat = points.map { Point(x: Double($0.x), y: Double($0.y)) }
        guard flat.areNear(extent: extent), points.allSatisfy({ abs(Double($0.z)) <= extent }) else { return nil }
        let low = points.dropFirst().reduce(points[0]) { pointwiseMin($0, $1) }
        let high = points.dropFirst().reduce(points[0]) { pointwiseMax($0, $1) }
        return DetectedFace(
            left: Double(low.x), top: Double(low.y), right: Double(high.x), bottom: Double(high.y), score: 1,
            keypoints: [33, 263, 1, 61, 291].map { flat[$0] })
    }
}
