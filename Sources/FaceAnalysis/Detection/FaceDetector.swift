package import Foundation
package import Imaging
package import NeuralInference

/// SCRFD (Guo et al., "Sample and computation redistribution for efficient face detection", 2021) with five points.
package struct FaceDetector: Sendable {
    /// Least score of a face.
    package static let threshold = 0.5
    /// Extents of the picture inside the canvas, tried in turn: close-ups are found in a smaller one.
    package static let extents = [640, 448, 320, 224]
    private static let canvas = 640

    private let network: NeuralNetwork

    /// - Parameter url: an ONNX file of the SCRFD family with five points.
    package init(contentsOf url: URL, threads: Int = 2) throws(NeuralInferenceError) {
        network = try NeuralNetwork(contentsOf: url, inputShape: [1, 3, Self.canvas, Self.canvas], threads: threads)
        guard network.outputs.count == 9 else {
            throw .unreadableModel(path: url.lastPathComponent, detail: "a face detector has nine outputs")
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

    private func faces(in image: RGBImage, extent: Int) throws(NeuralInferenceError) -> [DetectedFace] {
        let scale = Double(extent) / Double(max(image.width, image.height))
        let width = max(1, Int(Double(image.width) * scale)), height = max(1, Int(Double(image.height) * scale))
        let small = image.scaledBilinear(width: width, height: height)
        let side = Self.canvas
        // The rest of the canvas is black, which the normalisation makes −127.5/128.
        var input = [Float](repeating: -127.5 / 128, count: 3 * side * side)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<3 {
                    input[channel * side * side + y * side + x] =
                        (Float(small.pixels[3 * (y * width + x) + channel]) - 127.5) / 128
                }
            }
        }
        let outputs = try network.run([input])
        var faces: [DetectedFace] = []
        for (level, stride) in [8, 16, 32].enumerated() {
            faces += Self.decode(
                scores: outputs[level], boxes: outputs[level + 3], points: outputs[level + 6], stride: stride,
                scale: Double(height) / Double(image.height))
        }
        return faces.suppressed()
    }

    /// Two anchors per cell at (column, row)·stride; boxes and points are offsets in strides.
    private static func decode(
        scores: [Float], boxes: [Float], points: [Float], stride: Int, scale: Double
    ) -> [DetectedFace] {
        let columns = canvas / stride
        var faces: [DetectedFace] = []
        for (index, score) in scores.enumerated() where Double(score) >= threshold {
            let cell = index / 2
            let x = Double(cell % columns * stride), y = Double(cell / columns * stride)
            func offset(_ values: [Float], _ place: Int) -> Double { Double(values[place]) * Double(stride) }
            let keypoints = (0..<5).map { point -> Point in
                let place = 10 * index + 2 * point
                return Point(x: (x + offset(points, place)) / scale, y: (y + offset(points, place + 1)) / scale)
            }
            let box = 4 * index
            faces.append(
                DetectedFace(
                    left: (x - offset(boxes, box)) / scale, top: (y - offset(boxes, box + 1)) / scale,
                    right: (x + offset(boxes, box + 2)) / scale, bottom: (y + offset(boxes, box + 3)) / scale,
                    score: Double(score), keypoints: keypoints))
        }
        return faces
    }
}
