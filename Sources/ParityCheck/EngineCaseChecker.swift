import Diffusion
package import PortraitDomain
import PortraitEngine
import Torch

/// Runs recorded cases in float32 on the CPU, as they were recorded.
package actor EngineCaseChecker: CaseChecker {
    private let executor = EngineExecutor(label: "narcis.case-checker")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    static let placement = Placement(kind: .float32, device: .cpu)

    package init() {}

    package func check(directory: String) async throws(PortraitError) -> CaseReport {
        try reportingPortraitErrors {
            let recorded = try RecordedCase(directory: directory)
            var comparison = Comparison(recorded)
            if let part = recorded.part {
                try PartCase(recorded: recorded, part: part).run(&comparison)
            } else if recorded.kind == "differential" {
                try DifferentialCase(recorded: recorded).run(&comparison)
            } else {
                try PhotoMakerCase(recorded: recorded).run(&comparison)
            }
            comparison.finish()
            return CaseReport(kind: recorded.kind, rows: comparison.rows)
        }
    }
}
