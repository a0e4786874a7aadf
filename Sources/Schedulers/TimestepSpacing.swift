import Foundation

/// How the steps of a run are spread over the training timesteps.
package enum TimestepSpacing: Sendable, Hashable {
    /// The two published readings of "Align Your Steps" (Sabour et al. 2024) for other step counts than ten.
    package enum AlignYourSteps: Sendable, Hashable, CaseIterable {
        /// Interpolates the logarithm of the ten timesteps; one step starts at the last training timestep.
        case logLinearTimesteps
        /// NVIDIA's form: interpolates the logarithm of eleven sigmas, of which the last becomes 0.
        case sigmas
    }

    /// Multiples of a whole stride, shifted by an offset; never reaches the last timestep.
    case leading(stepsOffset: Int)
    /// Counts down from the last timestep in equal parts.
    case trailing
    /// Even from the last timestep to the first.
    case linspace
    case alignYourSteps(AlignYourSteps)
    /// Strictly decreasing timesteps.
    case custom([Double])

    /// Align Your Steps for SDXL, ten steps, timesteps.
    package static let alignYourStepsTimesteps: [Double] = [999, 845, 730, 587, 443, 310, 193, 116, 53, 13]

    /// Align Your Steps for SDXL, ten steps, sigmas of those timesteps and σ_min.
    package static let alignYourStepsSigmas: [Double] = [
        14.6146412293, 6.3184485287, 3.7681790315, 2.1811480769, 1.3405244945, 0.8620721141, 0.5550693289,
        0.3798540708, 0.2332364134, 0.1114188177, 0.0291671582,
    ]

    /// Whether pure noise enters a run at σ₀ (true) or at √(σ₀²+1) (false) in Euler's scaling.
    var startsAtPureNoise: Bool {
        switch self {
        case .trailing, .linspace: true
        case .leading, .alignYourSteps, .custom: false
        }
    }

    /// The timesteps of a run, or the sigmas where the spacing is defined on them.
    func table(count: Int, kind: SchedulerKind, trainingSteps: Int) -> SpacingTable {
        switch self {
        case .leading(let offset): .timesteps(Self.leading(count, offset, kind, trainingSteps))
        case .trailing: .timesteps(Self.trailing(count, trainingSteps))
        case .linspace: .timesteps(Self.linspace(count, kind, trainingSteps))
        case .alignYourSteps(.logLinearTimesteps): .timesteps(Self.logLinear(count, kind, trainingSteps))
        case .alignYourSteps(.sigmas):
            .sigmas(Self.logInterpolated(Self.alignYourStepsSigmas, count: count + 1).dropLast() + [0])
        case .custom(let timesteps):
            .timesteps(kind.served(timesteps, .towardZero))
        }
    }

    private static func leading(_ count: Int, _ offset: Int, _ kind: SchedulerKind, _ trainingSteps: Int) -> [Double] {
        let skipped = kind.traits.skippedStrides
        let stride = trainingSteps / (count + skipped)
        return (0..<count).reversed().map { Double(($0 + skipped) * stride + offset) }
    }

    private static func trailing(_ count: Int, _ trainingSteps: Int) -> [Double] {
        let stride = Double(trainingSteps) / Double(count)
        return (0..<count).map { (Double(trainingSteps) - Double($0) * stride).rounded(.toNearestOrEven) - 1 }
    }

    /// One step starts at the last timestep (the published code would start at the first, where no noise is left).
    private static func linspace(_ count: Int, _ kind: SchedulerKind, _ trainingSteps: Int) -> [Double] {
        let last = Double(trainingSteps - 1)
        guard count > 1 else { return [last] }
        let skipped = kind.traits.skippedStrides
        let even = evenlySpaced(from: 0, through: last, count: count + skipped).dropFirst(skipped).reversed()
        return kind.served(Array(even), .toNearestOrEven)
    }

    private static func logLinear(_ count: Int, _ kind: SchedulerKind, _ trainingSteps: Int) -> [Double] {
        let timesteps =
            count == 1
            ? [Double(trainingSteps - 1)]
            : logInterpolated(alignYourStepsTimesteps, count: count)
        return kind.served(timesteps, .towardZero)
    }

    /// `count` values along the falling `anchors`, evenly spaced and linear in the logarithm.
    private static func logInterpolated(_ anchors: [Double], count: Int) -> [Double] {
        let logarithms = anchors.map { log($0) }
        let positions = evenlySpaced(from: 0, through: Double(anchors.count - 1), count: count)
        return positions.map { position in
            // Anchors come through exactly: exp(log(x)) may fall below a whole x and then lose a step when truncated.
            let nearest = position.rounded()
            if abs(position - nearest) < 1e-9 { return anchors[Int(nearest)] }
            return exp(interpolate(logarithms, at: position))
        }
    }
}

extension SchedulerKind {
    /// Timesteps that the solver takes: fractional ones as they are, or rounded.
    func served(_ timesteps: [Double], _ rule: FloatingPointRoundingRule) -> [Double] {
        traits.isVarianceExploding ? timesteps : timesteps.map { $0.rounded(rule) }
    }
}

/// The quantity that a spacing is defined on.
enum SpacingTable {
    case timesteps([Double])
    /// One value per step and the final one.
    case sigmas([Double])
}
