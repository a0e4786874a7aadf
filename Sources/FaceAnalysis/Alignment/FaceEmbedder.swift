package import Foundation
package import Imaging
package import NeuralInference

/// Identity vectors of aligned faces: SFace (Zhong et al. 2021, 128 values) or ArcFace (Deng et al. 2019, 512 values).
package struct FaceEmbedder: Sendable {
    package enum Kind: Sendable {
        /// RGB 0…255 as it is.
        case sface
        /// (RGB − 127.5)/127.5
        case arcFace
    }

    private let network: NeuralNetwork
    private let kind: Kind

    package init(contentsOf url: URL, kind: Kind, threads: Int = 2) throws(NeuralInferenceError) {
        network = try NeuralNetwork(contentsOf: url, inputShape: [1, 3, 112, 112], threads: threads)
        self.kind = kind
    }

    /// The cosine below which two faces count as different people's: SFace's as its authors give it (OpenCV Zoo,
    /// `face_recognition_sface`), ArcFace's as common for InsightFace's `w600k_r50`. Of the example photographs, one
    /// person's had 0.6…0.8 with SFace and two people's at most 0.25.
    package var strangers: Double {
        switch kind {
        case .sface: 0.363
        case .arcFace: 0.28
        }
    }

    /// Values of a vector.
    package var width: Int { network.outputs.first?.count ?? 0 }

    /// The vector as the network gives it, not normalised; nil where the five points coincide.
    package func vector(of image: RGBImage, keypoints: [Point]) throws(NeuralInferenceError) -> [Float]? {
        guard let face = image.aligned(keypoints, to: FaceTemplate.arcFace, size: 112) else { return nil }
        return try vector(of: face)
    }

    /// The vector of a painted face. Its strokes and engraved lines are finer than the network's pixels, and would be
    /// seen as patterns if the picture were not reduced by areas, as an eye at some distance does.
    package func vector(ofPainted image: RGBImage, keypoints: [Point]) throws(NeuralInferenceError) -> [Float]? {
        guard let face = image.smoothlyAligned(keypoints, to: FaceTemplate.arcFace, size: 112) else { return nil }
        return try vector(of: face)
    }

    /// - Parameter face: 112 pixels square.
    private func vector(of face: RGBImage) throws(NeuralInferenceError) -> [Float]? {
        let input =
            switch kind {
            case .sface: face.planes(mean: [0, 0, 0], scale: 1)
            case .arcFace: face.planes(mean: [127.5, 127.5, 127.5], scale: 127.5)
            }
        return try network.run([input]).first
    }
}

/// Cosine of the angle between two vectors, −1…1; 0 where one is zero.
package func cosineSimilarity(_ a: [Float], _ b: [Float]) -> Double {
    var dot = 0.0, first = 0.0, second = 0.0
    for (x, y) in zip(a, b) {
        dot += Double(x) * Double(y)
        first += Double(x) * Double(x)
        second += Double(y) * Double(y)
    }
    guard first > 0, second > 0 else { return 0 }
    return dot / (first * second).squareRoot()
}
