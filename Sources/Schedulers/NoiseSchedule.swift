import Foundation

/// The noise that a model was trained with: β, ᾱ and σ for every training timestep, in float64.
///
/// `ᾱ = ∏(1−β)` and `σ = √((1−ᾱ)/ᾱ)` (Song et al. 2021, DDIM; Karras et al. 2022, EDM).
package struct NoiseSchedule: Sendable, Hashable {
    package enum BetaSchedule: String, Sendable, Hashable, CaseIterable {
        /// β rises linearly.
        case linear
        /// √β rises linearly, as in latent diffusion models.
        case scaledLinear = "scaled_linear"
    }

    /// Noise variance added at each training timestep.
    package let betas: [Double]
    /// Share of the signal's variance left at each training timestep; falls from nearly 1 to nearly 0.
    package let cumulativeAlphas: [Double]
    /// Ratio of noise to signal at each training timestep; rises.
    package let sigmas: [Double]

    /// Whether the last timestep is (all but) pure noise.
    package let zeroTerminalSNR: Bool

    package var trainingSteps: Int { betas.count }

    /// The schedule of SDXL: 1,000 steps, β from 0.00085 to 0.012, scaled linear.
    package static let stableDiffusionXL = NoiseSchedule(
        betas: ramp(.scaledLinear, count: 1000, from: 0.00085, through: 0.012), zeroTerminalSNR: false)

    /// - Parameters:
    ///   - trainingSteps: 2…10,000.
    ///   - betaStart: in (0, 1), not above `betaEnd`.
    ///   - zeroTerminalSNR: shifts √ᾱ so that the last timestep is (all but) pure noise (Lin et al. 2024).
    package init(
        trainingSteps: Int = 1000, betaStart: Double, betaEnd: Double, schedule: BetaSchedule = .scaledLinear,
        zeroTerminalSNR: Bool = false
    ) throws(SchedulerError) {
        guard (2...10_000).contains(trainingSteps) else {
            throw .configuration(reason: "num_train_timesteps is \(trainingSteps), not within 2…10000")
        }
        guard betaStart > 0, betaEnd < 1, betaStart <= betaEnd else {
            throw .configuration(reason: "beta_start \(betaStart) and beta_end \(betaEnd) must rise within 0…1")
        }
        let betas = Self.ramp(schedule, count: trainingSteps, from: betaStart, through: betaEnd)
        self.init(betas: betas, zeroTerminalSNR: zeroTerminalSNR)
        guard cumulativeAlphas.allSatisfy({ $0 > 0 }) else {
            throw .configuration(reason: "its betas leave no signal at the last timestep")
        }
    }

    private init(betas: [Double], zeroTerminalSNR: Bool) {
        var product = 1.0
        var alphas = betas.map { beta in
            product *= 1 - beta
            return product
        }
        if zeroTerminalSNR { Self.removeTerminalSignal(&alphas) }
        self.betas = betas
        self.zeroTerminalSNR = zeroTerminalSNR
        cumulativeAlphas = alphas
        sigmas = alphas.map { ((1 - $0) / $0).squareRoot() }
    }

    private static func ramp(
        _ schedule: BetaSchedule, count: Int, from start: Double, through end: Double
    ) -> [Double] {
        switch schedule {
        case .linear: evenlySpaced(from: start, through: end, count: count)
        case .scaledLinear:
            evenlySpaced(from: start.squareRoot(), through: end.squareRoot(), count: count).map { $0 * $0 }
        }
    }

    /// The last ᾱ stays at 2⁻²⁴ instead of 0 so that σ stays finite, as published checkpoints expect.
    private static func removeTerminalSignal(_ alphas: inout [Double]) {
        let roots = alphas.map { $0.squareRoot() }
        let first = roots[0]
        let last = roots[roots.count - 1]
        alphas = roots.map { root in
            let shifted = (root - last) * first / (first - last)
            return shifted * shifted
        }
        alphas[alphas.count - 1] = 0x1p-24
    }

    /// σ at a timestep that may lie between two training steps, by linear interpolation; clamped to the range.
    package func sigma(at timestep: Double) -> Double {
        interpolate(sigmas, at: timestep)
    }

    /// The (fractional) timestep whose σ this is, by interpolation of ln σ; clamped to the range.
    package func timestep(forSigma sigma: Double) -> Double {
        guard sigma > sigmas[0] else { return 0 }
        var low = 0
        var high = sigmas.count - 1
        guard sigma < sigmas[high] else { return Double(high) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if sigmas[middle] <= sigma { low = middle } else { high = middle }
        }
        return Double(low) + log(sigma / sigmas[low]) / log(sigmas[high] / sigmas[low])
    }
}

/// `count` values at equal distances, both ends included; one value is `start`.
func evenlySpaced(from start: Double, through end: Double, count: Int) -> [Double] {
    guard count > 1 else { return Array(repeating: start, count: max(count, 0)) }
    let step = (end - start) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? end : start + Double($0) * step }
}

/// The value of a table at a fractional position, clamped to its ends.
func interpolate(_ table: [Double], at position: Double) -> Double {
    let clamped = min(max(position, 0), Double(table.count - 1))
    let low = Int(clamped)
    let high = min(low + 1, table.count - 1)
    return table[low] + (table[high] - table[low]) * (clamped - Double(low))
}
