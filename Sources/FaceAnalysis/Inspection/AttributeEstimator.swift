package import Foundation
package import Imaging
package import NeuralInference

/// Age and gender from dlib's networks (Cydral Technology), which were trained on wide chips of the face.
package struct AttributeEstimator: Sendable {
    package struct Attributes: Sendable, Equatable {
        /// Years.
        package var age: Int
        /// 0…1
        package var womanProbability: Double

        /// What stands for the person in a prompt: `person` where the network is not sure.
        package var classWord: String {
            switch womanProbability {
            case 0.7...: "woman"
            case ...0.3: "man"
            default: "person"
            }
        }
    }

    private static let mean: [Float] = [122.781998, 117.000999, 104.297997]
    private let ageNetwork: NeuralNetwork
    private let genderNetwork: NeuralNetwork

    package init(age: URL, gender: URL, threads: Int = 2) throws(NeuralInferenceError) {
        ageNetwork = try NeuralNetwork(contentsOf: age, inputShape: [1, 3, 64, 64], threads: threads)
        genderNetwork = try NeuralNetwork(contentsOf: gender, inputShape: [1, 3, 32, 32], threads: threads)
    }

    package func attributes(of image: RGBImage, keypoints: [Point]) throws(NeuralInferenceError) -> Attributes? {
        guard let wide = image.aligned(keypoints, to: FaceTemplate.wide(size: 64), size: 64),
            let narrow = image.aligned(keypoints, to: FaceTemplate.wide(size: 32), size: 32),
            let ages = try ageNetwork.run([wide.planes(mean: Self.mean, scale: 256)]).first,
            let genders = try genderNetwork.run([narrow.planes(mean: Self.mean, scale: 256)]).first, genders.count == 2
        else { return nil }
        // The expected value over the classes of one year each; the first stands for a quarter of a year.
        let age = ages.enumerated().reduce(0.0) {
            $0 + Double($1.element) * ($1.offset == 0 ? 0.25 : Double($1.offset))
        }
        return Attributes(age: Int(age.rounded()), womanProbability: Double(genders[0]))
    }
}
