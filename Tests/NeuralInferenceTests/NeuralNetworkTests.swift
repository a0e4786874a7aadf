import Foundation
import TestSupport
import Testing

@testable import NeuralInference

@Suite("Networks")
struct NeuralNetworkTests {
    private func fixture(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name).onnx")
    }

    @Test("several inputs and outputs, by position and by name")
    func twoInputs() throws {
        let network = try NeuralNetwork(contentsOf: fixture("two_inputs"), threads: 1)
        #expect(network.inputs.map(\.name) == ["rows", "shift"])
        #expect(network.inputs.map(\.shape) == [[2, 3], [2]])
        #expect(network.outputs.map(\.shape) == [[2, 2], []])
        let results = try network.run([[1, 0, 0, 0, 1, 1], [10, 20]])
        let byName = Dictionary(uniqueKeysWithValues: zip(network.outputs.map(\.name), results))
        #expect(byName == ["sum": [11, 22, 18, 30], "total": [81]])
    }

    @Test("an open batch needs a shape and takes one")
    func openBatch() throws {
        let url = try fixture("open_batch")
        let path = url.path(percentEncoded: false)
        #expect(throws: NeuralInferenceError.dynamicShape(path: path, tensor: "x")) {
            try NeuralNetwork(contentsOf: url)
        }
        let network = try NeuralNetwork(contentsOf: url, inputShape: [2, 3])
        #expect(try network.run([[1, 2, 3, 4, 5, 6]]) == [[2, 4, 6, 8, 10, 12]])
    }

    @Test("wrong counts are refused before the network sees them")
    func wrongCounts() throws {
        let network = try NeuralNetwork(contentsOf: fixture("two_inputs"))
        #expect(throws: NeuralInferenceError.wrongInputCount(expected: 2, given: 1)) { try network.run([[1]]) }
        #expect(throws: NeuralInferenceError.wrongValueCount(tensor: "rows", expected: 6, given: 5)) {
            try network.run([[1, 2, 3, 4, 5], [0, 0]])
        }
    }

    @Test("integers are refused")
    func integers() throws {
        let network = try NeuralNetwork(contentsOf: fixture("integers"))
        #expect(throws: NeuralInferenceError.unsupportedElementType(tensor: "x")) { try network.run([[1, 2, 3]]) }
    }

    @Test("a missing, an empty, a cut and a random file are errors")
    func badFiles() throws {
        try withTemporaryFolder { folder in
            let missing = folder.appending(path: "none.onnx")
            #expect(throws: NeuralInferenceError.missingFile(path: missing.path(percentEncoded: false))) {
                try NeuralNetwork(contentsOf: missing)
            }
            let whole = try Data(contentsOf: fixture("two_inputs"))
            let contents = [Data(), whole.prefix(whole.count / 2), Data((0..<500).map { UInt8($0 * 7 % 251) })]
            for (index, content) in contents.enumerated() {
                for suffix in ["onnx", "tflite"] {
                    let url = folder.appending(path: "\(index).\(suffix)")
                    try content.write(to: url)
                    let error = #expect(throws: NeuralInferenceError.self) { try NeuralNetwork(contentsOf: url) }
                    guard case .unreadableModel = error else {
                        Issue.record("\(index).\(suffix): \(String(describing: error))")
                        continue
                    }
                }
            }
        }
    }

    @Test("calls from many tasks take turns")
    func concurrentCalls() async throws {
        let network = try NeuralNetwork(contentsOf: fixture("open_batch"), inputShape: [1, 3], threads: 1)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for value in 0..<32 {
                group.addTask { try network.run([[Float(value), 0, 1]]) == [[2 * Float(value), 0, 2]] }
            }
            for try await matches in group { #expect(matches) }
        }
    }
}
