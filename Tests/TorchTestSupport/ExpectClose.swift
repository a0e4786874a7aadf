import Foundation
import Synchronization
import Testing
package import Torch

/// Fails unless ‖actual − expected‖ / ‖expected‖ ≤ `tolerance`, naming the tensor and its largest difference.
///
/// `NARCIS_PARITY_REPORT` names a file that gets one line for every comparison: name, relative error, largest
/// difference, shape.
package func expectClose(
    _ actual: Tensor, _ expected: Tensor, named name: String, within tolerance: Double = 1e-5,
    fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) throws {
    let place = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    guard actual.shape == expected.shape else {
        Issue.record("\(name): the shape is \(actual.shape), not \(expected.shape)", sourceLocation: place)
        return
    }
    let difference = try Difference(actual.floats(), expected.floats())
    Report.shared?.add(
        String(format: "%@\t%.3e\t%.3e\t", name, difference.relative, difference.largest)
            + expected.shape.map(String.init).joined(separator: "×"))
    // Written so that NaN fails.
    guard difference.relative <= tolerance else {
        Issue.record(
            """
            \(name): relative error \(difference.relative) is above \(tolerance); the largest difference, \
            \(difference.largest), is at \(position(difference.index, expected.shape))
            """, sourceLocation: place)
        return
    }
}

/// Fails unless both tensors hold the same bits.
package func expectSame(
    _ actual: Tensor, _ expected: Tensor, named name: String,
    fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) throws {
    let place = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    guard actual.shape == expected.shape, actual.kind == expected.kind else {
        Issue.record(
            "\(name): \(actual.kind) \(actual.shape) is not \(expected.kind) \(expected.shape)", sourceLocation: place)
        return
    }
    let actualValues = try actual.floats(), expectedValues = try expected.floats()
    let place0 = zip(actualValues, expectedValues).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }
    guard let (index, values) = place0 else { return }
    Issue.record(
        "\(name): \(values.0) is not \(values.1) at \(position(index, expected.shape))", sourceLocation: place)
}

/// How far one list of values is from another.
package struct Difference {
    /// ‖a−b‖ / ‖b‖, or ‖a−b‖ where b is zero.
    package let relative: Double
    package let largest: Double
    package let index: Int

    package init(_ actual: [Float], _ expected: [Float]) {
        var squares = 0.0, norm = 0.0, largest = 0.0, index = 0
        for (place, (a, b)) in zip(actual, expected).enumerated() {
            let difference = abs(Double(a) - Double(b))
            squares += difference * difference
            norm += Double(b) * Double(b)
            if !(difference <= largest) { (largest, index) = (difference, place) }
        }
        relative = norm > 0 ? (squares / norm).squareRoot() : squares.squareRoot()
        self.largest = largest
        self.index = index
    }
}

private func position(_ index: Int, _ shape: [Int]) -> [Int] {
    var rest = index
    return Array(
        shape.reversed().map { extent in
            defer { rest /= max(extent, 1) }
            return rest % max(extent, 1)
        }.reversed())
}

/// The parity run's list of comparisons, appended line by line from parallel tests.
private final class Report: Sendable {
    static let shared = ProcessInfo.processInfo.environment["NARCIS_PARITY_REPORT"].flatMap(Report.init)
    private let file: Mutex<FileHandle>

    init?(path: String) {
        if !FileManager.default.fileExists(atPath: path) { FileManager.default.createFile(atPath: path, contents: nil) }
        guard let file = FileHandle(forWritingAtPath: path) else { return nil }
        self.file = Mutex(file)
    }

    func add(_ line: String) {
        file.withLock { file in
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: Data((line + "\n").utf8))
        }
    }
}
