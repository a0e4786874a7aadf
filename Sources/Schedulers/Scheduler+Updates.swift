import Foundation

/// `x' = sampleScale·x + predictionScale·m + previousDenoisedScale·D`, where x is the unscaled sample, m the model's
/// output and D the original predicted at the step before.
package struct StepUpdate: Sendable, Hashable {
    package let sampleScale: Double
    package let predictionScale: Double
    /// 0 where the step needs no history, as always outside the multistep solver.
    package let previousDenoisedScale: Double
}

/// The original predicted at a step, `sampleScale·x + predictionScale·m`: for previews and as multistep history.
package struct DenoisedPrediction: Sendable, Hashable {
    package let sampleScale: Double
    package let predictionScale: Double
}

/// An original noised to a step's level, `originalScale·z + noiseScale·n`, in the solver's own scaling.
package struct NoisedOriginal: Sendable, Hashable {
    package let originalScale: Double
    package let noiseScale: Double
}

extension Scheduler {
    /// The sample after `step` from the sample before it.
    package func update(_ step: Int) -> StepUpdate {
        precondition(steps.contains(step), "Step \(step) is not among the steps that run.")
        let denoised = denoised(step)
        // e^{−h}, since h = λ' − λ = ln(σ/σ').
        let kept = sigmas[step + 1] / sigmas[step]
        if kind.traits.isVarianceExploding {
            if predictionType == .epsilon {
                return StepUpdate(
                    sampleScale: 1, predictionScale: sigmas[step + 1] - sigmas[step], previousDenoisedScale: 0)
            }
            return StepUpdate(
                sampleScale: kept + (1 - kept) * denoised.sampleScale,
                predictionScale: (1 - kept) * denoised.predictionScale, previousDenoisedScale: 0)
        }
        let before = noisedOriginal(step)
        let after = noisedOriginal(step + 1)
        let gain = after.originalScale * (1 - kept)
        let correction = gain * secondOrderWeight(step)
        let denoisedScale = gain + correction
        return StepUpdate(
            sampleScale: after.noiseScale / before.noiseScale + denoisedScale * denoised.sampleScale,
            predictionScale: denoisedScale * denoised.predictionScale,
            previousDenoisedScale: correction == 0 ? 0 : -correction)
    }

    /// Whether ``update(_:)`` needs the original predicted at the step before.
    package func needsHistory(_ step: Int) -> Bool {
        kind.traits.publishedOrder == 2 && step > steps.lowerBound && step < stepCount - 1
    }

    /// ½·h/h_prev for the steps between the first and the last one; those two are first order.
    private func secondOrderWeight(_ step: Int) -> Double {
        guard needsHistory(step) else { return 0 }
        let h = log(sigmas[step] / sigmas[step + 1])
        let previous = log(sigmas[step - 1] / sigmas[step])
        return h / previous / 2
    }

    /// The original that the model's output at `step` stands for.
    package func denoised(_ step: Int) -> DenoisedPrediction {
        let sigma = sigmas[step]
        let level = noiseLevel(sigma)
        switch (kind.traits.isVarianceExploding, predictionType) {
        case (true, .epsilon):
            return DenoisedPrediction(sampleScale: 1, predictionScale: -sigma)
        case (true, .velocity):
            let variance = sigma * sigma + 1
            return DenoisedPrediction(sampleScale: 1 / variance, predictionScale: -sigma / variance.squareRoot())
        case (false, .epsilon):
            return DenoisedPrediction(sampleScale: 1 / level.originalScale, predictionScale: -sigma)
        case (false, .velocity):
            return DenoisedPrediction(sampleScale: level.originalScale, predictionScale: -level.noiseScale)
        }
    }

    /// An original at the noise level that enters `step`; `step == stepCount` is the end, where no noise is left.
    package func noisedOriginal(_ step: Int) -> NoisedOriginal {
        let sigma = sigmas[step]
        return kind.traits.isVarianceExploding ? NoisedOriginal(originalScale: 1, noiseScale: sigma) : noiseLevel(sigma)
    }

    /// Variance-preserving scaling: α = 1/√(1+σ²), σ̂ = σ·α.
    private func noiseLevel(_ sigma: Double) -> NoisedOriginal {
        let alpha = 1 / (1 + sigma * sigma).squareRoot()
        return NoisedOriginal(originalScale: alpha, noiseScale: sigma * alpha)
    }
}
