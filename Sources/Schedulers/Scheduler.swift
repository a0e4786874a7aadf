import Foundation

/// The meaning of the model's output.
package enum PredictionType: String, Sendable, Hashable, CaseIterable {
    /// The noise.
    case epsilon
    /// `v = α·n − σ̂·z` (Salimans and Ho 2022).
    case velocity = "v_prediction"
}

/// A schedule and its solver as a table of numbers: it holds no tensor and no model.
///
/// A run is `for step in scheduler.steps`: scale the sample by ``inputScale(_:)``, call the model with
/// ``timesteps```[step]`, then apply ``update(_:)``. All numbers are float64.
package struct Scheduler: Sendable, Hashable {
    /// Step counts that every spacing serves without two steps on one timestep.
    package static let stepCounts = 1...150

    package let kind: SchedulerKind
    package let predictionType: PredictionType
    package let spacing: TimestepSpacing
    /// The timestep given to the model at each step, never rising. Fractional for `z + σ·n`, whole for
    /// `α·z + σ̂·n`.
    package let timesteps: [Double]
    /// Noise-to-signal ratio at each step and after the last one (0): one more than ``timesteps``.
    package let sigmas: [Double]
    /// The steps that run: all, or the last ones where a strength below 1 starts from a noised original.
    package let steps: Range<Int>

    /// - Parameters:
    ///   - stepCount: T, 1…150; for a custom list it is that list's length.
    ///   - strength: in (0, 1]; the run starts at step ⌊(1−strength)·T⌋ and keeps at least one step.
    package init(
        _ kind: SchedulerKind, spacing: TimestepSpacing, stepCount: Int,
        schedule: NoiseSchedule = .stableDiffusionXL, predictionType: PredictionType = .epsilon, strength: Double = 1
    ) throws(SchedulerError) {
        guard Self.stepCounts.contains(stepCount) else { throw .stepCount(stepCount) }
        guard strength > 0, strength <= 1 else { throw .strength(strength) }
        if case .custom(let list) = spacing { try Self.validate(list, stepCount, schedule) }
        if case .leading(let offset) = spacing, !(0..<schedule.trainingSteps).contains(offset) {
            throw .configuration(reason: "steps_offset is \(offset), outside the training timesteps")
        }

        switch spacing.table(count: stepCount, kind: kind, trainingSteps: schedule.trainingSteps) {
        case .timesteps(let timesteps):
            self.timesteps = timesteps
            sigmas = timesteps.map { schedule.sigma(at: $0) } + [0]
        case .sigmas(let sigmas):
            let fractional = sigmas.dropLast().map { schedule.timestep(forSigma: $0) }
            timesteps = kind.served(fractional, .toNearestOrEven)
            self.sigmas = sigmas
        }
        self.kind = kind
        self.predictionType = predictionType
        self.spacing = spacing
        let skipped = min(Int(((1 - strength) * Double(stepCount) + 1e-9).rounded(.down)), stepCount - 1)
        steps = skipped..<stepCount
        let last = Double(schedule.trainingSteps - 1)
        if let outside = timesteps.first(where: { !(0...last).contains($0) }) {
            throw .configuration(reason: "its spacing leads to timestep \(outside), outside 0…\(Int(last))")
        }
        // Spacings on sigmas may round two of them to one timestep; the steps are still two.
        if let index = timesteps.indices.dropFirst().first(where: { sigmas[$0] >= sigmas[$0 - 1] }) {
            throw .duplicateTimestep(timesteps[index])
        }
    }

    private static func validate(
        _ list: [Double], _ stepCount: Int, _ schedule: NoiseSchedule
    ) throws(SchedulerError) {
        guard list.count == stepCount else {
            throw .customTimesteps(reason: "it has \(list.count) entries for \(stepCount) steps")
        }
        let last = Double(schedule.trainingSteps - 1)
        guard list.allSatisfy({ (0...last).contains($0) }) else {
            throw .customTimesteps(reason: "its entries must lie within 0…\(Int(last))")
        }
        guard zip(list, list.dropFirst()).allSatisfy({ $0 > $1 }) else {
            throw .customTimesteps(reason: "its entries must fall from one to the next")
        }
    }

    /// T: the number of steps of the whole schedule, whether all of them run or not.
    package var stepCount: Int { timesteps.count }

    /// Factor on unit-variance noise that starts a run from noise alone.
    package var initialNoiseScale: Double {
        guard kind.traits.isVarianceExploding else { return 1 }
        let sigma = sigmas[0]
        return spacing.startsAtPureNoise ? sigma : (sigma * sigma + 1).squareRoot()
    }

    /// Factor on the sample before it goes into the model at `step`.
    package func inputScale(_ step: Int) -> Double {
        kind.traits.isVarianceExploding ? 1 / (sigmas[step] * sigmas[step] + 1).squareRoot() : 1
    }
}
