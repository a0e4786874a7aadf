/// Why a network could not be loaded or run.
package enum NeuralInferenceError: Error, Equatable, Sendable {
    case missingFile(path: String)
    case unreadableModel(path: String, detail: String)
    case dynamicShape(path: String, tensor: String)
    case unsupportedElementType(tensor: String)
    case wrongInputCount(expected: Int, given: Int)
    case wrongValueCount(tensor: String, expected: Int, given: Int)
    case failed(detail: String)
    case outOfMemory
}

extension NeuralInferenceError {
    /// OpenVINO has no code for this: its allocations fail in these words.
    static func isAboutMemory(_ detail: String) -> Bool {
        ["bad_alloc", "failed to map segment", "Cannot allocate memory", "Resource temporarily unavailable"]
            .contains(where: detail.contains)
    }
}

extension NeuralInferenceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingFile(let path):
            "The network “\(path)” is not there."
        case .unreadableModel(let path, let detail):
            "The network “\(path)” cannot be read: \(detail)."
        case .dynamicShape(let path, let tensor):
            "The model “\(path)” leaves the size of “\(tensor)” open; give a shape when loading it."
        case .unsupportedElementType(let tensor):
            "The tensor “\(tensor)” does not hold 32-bit floats."
        case .wrongInputCount(let expected, let given):
            "The model takes \(expected) inputs, \(given) were given."
        case .wrongValueCount(let tensor, let expected, let given):
            "The input “\(tensor)” takes \(expected) values, \(given) were given."
        case .failed(let detail):
            "The network failed: \(detail)."
        case .outOfMemory:
            "There is too little memory for the network."
        }
    }
}
