package import Foundation
package import Imaging
package import NeuralInference

/// Age and gender by one of two families of networks.
package struct AttributeEstimator: Sendable {
    package struct Attributes: Sendable, Equatable {
        /// Years.
        package var age: Int
        /// 0…1
        package var womanProbability: Double

        /// The person's noun in a prompt: `person` where the network is not sure.
        package var classWord: String {
            switch womanProbability {
            case 0.7...: "woman"
            case ...0.3: "man"
            default: "person"
            }
        }
    }

    private enum Networks {
        /// dlib's (Cydral Technology), trained on wide chips of the face turned upright.
        case dlib(age: NeuralNetwork, gender: NeuralNetwork)
        /// InsightFace's `genderage`: one network on the box with a margin, not turned.
        case insightFace(NeuralNetwork)
    }

    private let networks: Networks

    package init(age: URL, gender: URL, threads: Int = 2) throws(NeuralInferenceError) {
        let ageNetwork = try NeuralNetwork(contentsOf: age, inputShape: [1, 3, 64, 64], threads: threads)
        let genderNetwork = try NeuralNetwork(contentsOf: gender, inputShape: [1, 3, 32, 32], threads: threads)
        networks = .dlib(age: ageNetwork, gender: genderNetwork)
    }

    package init(insightFace url: URL, threads: Int = 2) throws(NeuralInferenceError) {
        networks = .insightFace(
            try NeuralNetwork(contentsOf: url, inputShape: [1, 3, 96, 96], threads: threads))
    }

    /// nil where the five points do not make a face, or the network's answer is not of the expected form.
    package func attributes(of face: DetectedFace, in image: RGBImage) throws(NeuralInferenceError) -> Attributes? {
        switch networks {
        case .dlib(let age, let gender): try dlibAttributes(face.keypoints, image, age, gender)
        case .insightFace(let network): try insightFaceAttributes(face, image, network)
        }
    }

    private func dlibAttributes(
        _ keypoints: [Point], _ image: RGBImage, _ ageNetwork: NeuralNetwork, _ genderNetwork: NeuralNetwork
    ) throws(NeuralInferenceError) -> Attributes? {
        let mean: [Float] = [122.781998, 117.000999, 104.297997]
        guard let wide = image.aligned(keypoints, to: FaceTemplate.wide(size: 64), size: 64),
            let narrow = image.aligned(keypoints, to: FaceTemplate.wide(size: 32), size: 32),
            let ages = try ageNetwork.run([wide.planes(mean: mean, scale: 256)]).first,
            let genders = try genderNetwork.run([narrow.planes(mean: mean, scale: 256)]).first, genders.count == 2
        else { return nil }
        // The expected value over the classes of one year each; the first stands for a quarter of a year.
        let age = ages.enumerated().reduce(0.0) {
            $0 + Double($1.element) * ($1.offset == 0 ? 0.25 : Double($1.offset))
        }
        return Attributes(years: age, womanProbability: Double(genders[0]))
    }

    /// The first two values speak for woman and man, the third is the age in centuries.
    private func insightFaceAttributes(
        _ face: DetectedFace, _ image: RGBImage, _ network: NeuralNetwork
    ) throws(NeuralInferenceError) -> Attributes? {
        guard let toSquare = face.square(side: 96, isUpright: false),
            let cut = image.warped(by: toSquare, width: 96, height: 96),
            let values = try network.run([cut.planes(mean: [0, 0, 0], scale: 1)]).first, values.count == 3
        else { return nil }
        return Attributes(years: 100 * Double(values[2]), womanProbability: values[0] >= values[1] ? 1 : 0)
    }
}

extension AttributeEstimator.Attributes {
    fileprivate init?(years: Double, womanProbability: Double) {
        guard abs(years) < 1000, womanProbability.isFinite else { return nil }
        self.init(age: max(0, Int(years.rounded())), womanProbability: womanProbability)
    }
}
