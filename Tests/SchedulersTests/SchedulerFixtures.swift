import Foundation
import Schedulers
import Testing

/// The cases of `Scripts/parity/scheduler_fixtures.py`.
struct SchedulerFixtures: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        /// What diffusers gives, in float32.
        struct Published: Decodable, Sendable {
            let timesteps: [Double]
            let sigmas: [Double]?
            let initial_noise_scale: Double
            /// After the last step.
            let samples: [Double]
        }

        let solver: String
        let spacing: String
        let steps: Int
        let timesteps: [Double]
        let sigmas: [Double]
        let initial_noise_scale: Double
        /// After each step, or after the last one alone.
        let samples: [[Double]]
        let diffusers: Published?

        var testDescription: String { "\(solver), \(spacing), \(steps) steps" }

        func scheduler(custom: [Double]) throws -> Scheduler {
            let spacing: TimestepSpacing =
                switch spacing {
                case "leading": .leading(stepsOffset: 1)
                case "trailing": .trailing
                case "linspace": .linspace
                case "ays-timesteps": .alignYourSteps(.logLinearTimesteps)
                case "ays-sigmas": .alignYourSteps(.sigmas)
                default: .custom(custom)
                }
            return try Scheduler(#require(SchedulerKind(rawValue: solver)), spacing: spacing, stepCount: steps)
        }
    }

    let start: [Double]
    let custom: [Double]
    let cases: [Case]

    static func read() throws -> SchedulerFixtures {
        let folder =
            ProcessInfo.processInfo.environment["NARCIS_PARITY_FIXTURES"].map { URL(filePath: $0) }
            ?? Bundle.module.resourceURL?.appending(path: "Fixtures")
        return try JSONDecoder().decode(
            SchedulerFixtures.self, from: Data(contentsOf: #require(folder).appending(path: "schedulers.json")))
    }

    /// The largest difference over the largest magnitude; infinite where the lengths differ.
    static func distance(_ actual: [Double], _ expected: [Double]) -> Double {
        guard actual.count == expected.count else { return .infinity }
        let scale = expected.map(abs).max() ?? 0
        let largest = zip(actual, expected).map { abs($0 - $1) }.max() ?? 0
        return scale > 0 ? largest / scale : largest
    }
}

extension Scheduler {
    /// Runs the fixtures' stand-in for a model from unit noise; the sample after each step.
    func samples(from noise: [Double]) -> [[Double]] {
        var x = noise.map { $0 * initialNoiseScale }
        var previous = [Double](repeating: .nan, count: x.count)
        var samples: [[Double]] = []
        for step in steps {
            let update = update(step), expected = denoised(step)
            for index in x.indices {
                let input = x[index] * inputScale(step)
                let prediction = 0.6 * sin(1.3 * input + timesteps[step] / 250) + 0.3 * input
                let denoised = expected.sampleScale * x[index] + expected.predictionScale * prediction
                x[index] = update.sampleScale * x[index] + update.predictionScale * prediction
                if needsHistory(step) { x[index] += update.previousDenoisedScale * previous[index] }
                previous[index] = denoised
            }
            samples.append(x)
        }
        return samples
    }
}
