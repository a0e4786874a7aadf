package import Foundation
package import Imaging
package import NeuralInference

/// Finds a face's landmarks in a square cut around it.
package struct LandmarkDetector: Sendable {
    package enum Kind: Sendable {
        /// 468 points of the face mesh; the square is turned upright, RGB in 0…1.
        case mesh
        /// 106 points of InsightFace; the square is not turned, RGB in 0…255.
        case insightFace
    }

    private static let side = 192.0
    private let network: NeuralNetwork
    private let kind: Kind

    package init(contentsOf url: URL, kind: Kind, threads: Int = 2) throws(NeuralInferenceError) {
        let side = Int(Self.side)
        network = try NeuralNetwork(
            contentsOf: url, inputShape: kind == .mesh ? [1, side, side, 3] : [1, 3, side, side], threads: threads)
        self.kind = kind
    }

    /// nil where the detector's five points do not make a face.
    package func landmarks(of face: DetectedFace, in image: RGBImage) throws(NeuralInferenceError) -> FaceLandmarks? {
        guard let cut = FaceCut(of: face, in: image, side: Int(Self.side), isUpright: kind == .mesh) else { return nil }
        let extent = Double(max(image.width, image.height))
        switch kind {
        case .mesh:
            guard let values = try meshValues(of: cut) else { return nil }
            let points = (0..<FaceMesh.count).map { index -> Point in
                cut.back.apply(to: Point(x: Double(values[3 * index]), y: Double(values[3 * index + 1])))
            }
            return points.areNear(extent: extent) ? FaceLandmarks(mesh: points) : nil
        case .insightFace:
            let outputs = try network.run([cut.picture.planes(mean: [0, 0, 0], scale: 1)])
            guard let values = outputs.first, values.count == 212 else { return nil }
            let points = (0..<106).map { index -> Point in
                let x = (Double(values[2 * index]) + 1) * Self.side / 2
                let y = (Double(values[2 * index + 1]) + 1) * Self.side / 2
                return cut.back.apply(to: Point(x: x, y: y))
            }
            return points.areNear(extent: extent) ? FaceLandmarks(insightFace: points) : nil
        }
    }

    /// The face's surface. The network runs twice, the second time on a square around its first result, since it was
    /// trained to track a face through a video.
    /// - Returns: nil for InsightFace's points, which have no depth, and where the five points do not make a face.
    package func mesh(of face: DetectedFace, in image: RGBImage) throws(NeuralInferenceError) -> FaceMesh? {
        guard kind == .mesh, let (_, found) = try look(at: face, in: image) else { return nil }
        return try look(at: found, in: image)?.mesh
    }

    private func look(
        at face: DetectedFace, in image: RGBImage
    ) throws(NeuralInferenceError) -> (mesh: FaceMesh, face: DetectedFace)? {
        guard let cut = FaceCut(of: face, in: image, side: Int(Self.side), isUpright: true),
            let values = try meshValues(of: cut)
        else { return nil }
        let points = (0..<FaceMesh.count).map { index -> SIMD3<Float> in
            let flat = cut.back.apply(to: Point(x: Double(values[3 * index]), y: Double(values[3 * index + 1])))
            return SIMD3(Float(flat.x), Float(flat.y), Float(Double(values[3 * index + 2]) * cut.scale))
        }
        let mesh = FaceMesh(points: points)
        return mesh.face(extent: Double(max(image.width, image.height))).map { (mesh, $0) }
    }

    /// x, y and z of each point in pixels of the square.
    private func meshValues(of cut: FaceCut) throws(NeuralInferenceError) -> [Float]? {
        try network.run([cut.picture.pixels.map { Float($0) / 255 }]).first { $0.count == FaceMesh.count * 3 }
    }

    /// How sure the face mesh is that it sees a whole face: a logit, mostly 30…50, below 20 where half of it is
    /// covered.
    /// - Returns: nil for InsightFace's points, and where the five points do not make a face.
    package func certainty(of face: DetectedFace, in image: RGBImage) throws(NeuralInferenceError) -> Double? {
        guard kind == .mesh, let toSquare = face.square(side: Self.side, isUpright: true),
            let cut = image.warped(by: toSquare, width: Int(Self.side), height: Int(Self.side))
        else { return nil }
        return try network.run([cut.pixels.map { Float($0) / 255 }]).first { $0.count == 1 }?.first.map(Double.init)
    }
}
