package import Foundation
package import Imaging
package import NeuralInference

/// SCRFD (Guo et al., "Sample and computation redistribution for efficient face detection", 2021) with five points.
package struct FaceDetector: Sendable {
    /// Least score of a face.
    package static let threshold = 0.5
    /// Least score of a painting's face, if it is the surest: strokes and flat colors lower the score.
    package static let paintedThreshold = 0.25
    /// Extents of the picture inside the canvas, tried in turn: close-ups are found in a smaller one
    /// (TencentARC/PhotoMaker 060b4fc, `insightface_package.py`).
    package static let extents = [640, 576, 512, 448, 384, 320, 256]
    private static let canvas = 640
    private static let strides = [8, 16, 32]

    private let network: NeuralNetwork

    /// - Parameter url: an ONNX file of the SCRFD family with five points.
    package init(contentsOf url: URL, threads: Int = 2) throws(NeuralInferenceError) {
        network = try NeuralNetwork(contentsOf: url, inputShape: [1, 3, Self.canvas, Self.canvas], threads: threads)
        // Scores, boxes and points of the three strides, two anchors for each cell.
        let anchors = Self.strides.map { 2 * (Self.canvas / $0) * (Self.canvas / $0) }
        let expected = [1, 4, 10].flatMap { width in anchors.map { $0 * width } }
        guard network.outputs.map(\.count) == expected else {
            throw .unreadableModel(
                path: url.lastPathComponent, detail: "it is not a face detector of the SCRFD family with five points")
        }
    }

    /// All faces of a picture, the surest first; empty where there is none.
    package func faces(in image: RGBImage) throws(NeuralInferenceError) -> [DetectedFace] {
        for extent in Self.extents {
            let found = try faces(in: image, extent: extent)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Faces of a painted portrait, the surest first; where none reaches `threshold`, the surest one from
    /// `paintedThreshold` on. Only for painted pictures: on photographs this threshold gives false positives.
    package func paintedFaces(in image: RGBImage) throws(NeuralInferenceError) -> [DetectedFace] {
        var surest: DetectedFace?
        for extent in Self.extents {
            let found = try faces(in: image, extent: extent, threshold: Self.paintedThreshold)
            let sure = found.filter { $0.score >= Self.threshold }
            if !sure.isEmpty { return sure }
            if let first = found.first, first.score > surest?.score ?? 0 { surest = first }
        }
        return surest.map { [$0] } ?? []
    }

    /// Faces with the picture's longer side at `extent` pixels of the canvas.
    func faces(
        in image: RGBImage, extent: Int, threshold: Double = threshold
    ) throws(NeuralInferenceError) -> [DetectedFace] {
        let letterbox = Letterbox(width: image.width, height: image.height, extent: extent)
        let outputs = try network.run([letterbox.planes(of: image, side: Self.canvas)])
        var faces: [DetectedFace] = []
        for (level, stride) in Self.strides.enumerated() {
            faces += Self.decode(
                scores: outputs[level], boxes: outputs[level + 3], points: outputs[level + 6], stride: stride,
                scale: letterbox.scale, pictureExtent: max(image.width, image.height), threshold: threshold)
        }
        return faces.suppressed()
    }

    /// Two anchors per cell at (column, row)·stride; boxes and points are offsets in strides.
    static func decode(
        scores: [Float], boxes: [Float], points: [Float], stride: Int, scale: Double,
        pictureExtent: Int, threshold: Double = threshold
    ) -> [DetectedFace] {
        let columns = canvas / stride
        var faces: [DetectedFace] = []
        for (index, score) in scores.enumerated() where Double(score) >= threshold {
            let cell = index / 2
            let x = Double(cell % columns * stride), y = Double(cell / columns * stride)
            func offset(_ values: [Float], _ element: Int) -> Double { Double(values[element]) * Double(stride) }
            let keypoints = (0..<5).map { point -> Point in
                let element = 10 * index + 2 * point
                return Point(x: (x + offset(points, element)) / scale, y: (y + offset(points, element + 1)) / scale)
            }
            let box = 4 * index
            let face = DetectedFace(
                left: (x - offset(boxes, box)) / scale, top: (y - offset(boxes, box + 1)) / scale,
                right: (x + offset(boxes, box + 2)) / scale, bottom: (y + offset(boxes, box + 3)) / scale,
                score: Double(score), keypoints: keypoints)
            if face.isPlausible(extent: Double(pictureExtent)) { faces.append(face) }
        }
        return faces
    }
}
