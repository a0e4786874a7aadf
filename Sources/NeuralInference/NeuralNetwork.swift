package import Foundation
import Synchronization

/// A compiled ONNX or TFLite network on the CPU: 32-bit floats in, 32-bit floats out.
///
/// Calls from several tasks take turns. A call blocks its thread until the result is there.
package final class NeuralNetwork: Sendable {
    package struct Tensor: Sendable, Equatable {
        package let name: String
        package let shape: [Int]

        package var count: Int { shape.reduce(1, *) }
    }

    package let inputs: [Tensor]
    package let outputs: [Tensor]
    private let session: Mutex<InferenceSession>

    /// - Parameters:
    ///   - inputShape: replaces the shape of a single input; needed where the file leaves the batch open.
    ///   - threads: cores that one call may use.
    package init(contentsOf url: URL, inputShape: [Int]? = nil, threads: Int = 2) throws(NeuralInferenceError) {
        let path = url.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
        let session = try InferenceSession(path: path, inputShape: inputShape, threads: max(threads, 1))
        inputs = session.inputs
        outputs = session.outputs
        self.session = Mutex(session)
    }

    /// Runs the network.
    ///
    /// - Parameter values: one array per input, in the order of `inputs`, each row-major and of the full shape.
    /// - Returns: one array per output, in the order of `outputs`.
    package func run(_ values: [[Float]]) throws(NeuralInferenceError) -> [[Float]] {
        guard values.count == inputs.count else {
            throw .wrongInputCount(expected: inputs.count, given: values.count)
        }
        for (tensor, given) in zip(inputs, values) where given.count != tensor.count {
            throw .wrongValueCount(tensor: tensor.name, expected: tensor.count, given: given.count)
        }
        return try session.withLock { (session) throws(NeuralInferenceError) in try session.run(values) }
    }
}
