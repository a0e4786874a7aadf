/// Runs a recorded case through the engine and compares every tensor with the recorded one.
package protocol CaseChecker: Sendable {
    /// Rows come in the order of the computation.
    func check(directory: String) async throws(PortraitError) -> CaseReport
}

package struct CaseReport: Sendable, Equatable, Codable {
    /// The greatest relative error that passes.
    package static let tolerance = 1e-4

    /// `photomaker`, `differential`, or the part that was recorded: `tokens`, `text`, `unet`, `vae`.
    package var kind: String
    package var rows: [CaseRow]

    package init(kind: String, rows: [CaseRow]) {
        self.kind = kind
        self.rows = rows
    }

    /// A report without rows does not pass: nothing was compared.
    package var passed: Bool { !rows.isEmpty && rows.allSatisfy(\.passed) }
}

package struct CaseRow: Sendable, Equatable, Codable {
    package var tensor: String
    package var shape: [Int]
    /// ‖a−b‖ / ‖b‖.
    package var relativeError: Double

    package init(tensor: String, shape: [Int], relativeError: Double) {
        self.tensor = tensor
        self.shape = shape
        self.relativeError = relativeError
    }

    /// NaN does not pass.
    package var passed: Bool { relativeError <= CaseReport.tolerance }
}
