package import Foundation
package import Imaging
package import NeuralInference

/// A coarse mask of a person: MediaPipe's selfie segmentation, the general network (Google, 2021), trained on people
/// from head to waist.
package struct PersonSegmenter: Sendable {
    /// Side of the square that the network sees and answers.
    package static let side = 256

    /// The network's file.
    package let file: URL
    private let network: NeuralNetwork

    /// - Parameter url: the network as set-up rewrites it (`Scripts/setup/convert_person_mask.py`).
    package init(contentsOf url: URL, threads: Int = 2) throws(NeuralInferenceError) {
        file = url
        network = try NeuralNetwork(contentsOf: url, inputShape: [1, Self.side, Self.side, 3], threads: threads)
        guard network.outputs.map(\.count) == [Self.side * Self.side] else {
            throw .unreadableModel(
                path: url.lastPathComponent, detail: "it does not answer with one mask of \(Self.side) pixels")
        }
    }

    /// The mask of the person inside a frame, which is squeezed to a square: `side * side` values 0…1, rows from the
    /// top. The network takes RGB in 0…1; the picture's edge is repeated outside it.
    /// - Returns: nil for a frame that is empty, not finite or beyond a million pixels.
    package func mask(of frame: PictureFrame, in image: RGBImage) throws(NeuralInferenceError) -> [Float]? {
        guard let square = image.stretched(frame, width: Self.side, height: Self.side) else { return nil }
        let outputs = try network.run([square.pixels.map { Float($0) / 255 }])
        return outputs.first?.map { $0.isFinite ? min(max($0, 0), 1) : 0 }
    }
}
