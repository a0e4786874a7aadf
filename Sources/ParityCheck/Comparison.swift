import PortraitDomain
import PortraitEngine
import Torch

/// Collects the relative errors ‖a−b‖/‖b‖ of computed tensors against recorded ones.
struct Comparison {
    let recorded: RecordedCase
    private(set) var rows: [CaseRow] = []
    private var seen: Set<String> = []

    init(_ recorded: RecordedCase) { self.recorded = recorded }

    /// A tensor that the computation takes from the record and does not make itself.
    mutating func isInput(_ name: String) { seen.insert(name) }

    /// Adds a row where the tensor was recorded. Every part of a computation ends here, so that Ctrl-C is looked for.
    mutating func compare(_ name: String, _ actual: @autoclosure () throws -> Tensor) throws {
        try Task.checkCancellation()
        seen.insert(name)
        guard recorded.has(name) else { return }
        let expected = try recorded.tensor(name)
        rows.append(try Self.row(name, actual(), expected))
    }

    /// Adds a row for each index of a recorded tensor's first axis.
    mutating func compareEach(_ name: String, _ actual: [Tensor]) throws {
        seen.insert(name)
        guard recorded.has(name) else { return }
        let expected = try recorded.tensor(name)
        guard expected.rank > 0, expected.extent(0) == actual.count else {
            rows.append(CaseRow(tensor: name, shape: expected.shape, relativeError: .infinity))
            return
        }
        for (index, tensor) in actual.enumerated() {
            try Task.checkCancellation()
            rows.append(try Self.row("\(name)[\(index)]", tensor, expected.selected(0, index)))
        }
    }

    /// Adds a failing row for whatever was recorded and never compared.
    mutating func finish() {
        for name in recorded.tensorNames.subtracting(seen).sorted() {
            rows.append(CaseRow(tensor: name + " (unknown)", shape: [], relativeError: .infinity))
        }
    }

    private static func row(_ name: String, _ actual: Tensor, _ expected: Tensor) throws -> CaseRow {
        guard actual.elementCount == expected.elementCount else {
            return CaseRow(tensor: name, shape: actual.shape, relativeError: .infinity)
        }
        let a = try actual.to(kind: .float32, device: .cpu).contiguous().floats()
        let b = try expected.contiguous().floats()
        var difference = 0.0, norm = 0.0
        for (a, b) in zip(a, b) {
            difference += (Double(a) - Double(b)) * (Double(a) - Double(b))
            norm += Double(b) * Double(b)
        }
        let error = norm > 0 ? (difference / norm).squareRoot() : difference.squareRoot()
        return CaseRow(tensor: name, shape: expected.shape, relativeError: error)
    }
}
