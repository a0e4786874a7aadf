package import Schedulers
package import Torch

/// Holds pixels at the noised original until the plan releases them (Levin and Fried, "Differential diffusion", 2023;
/// exx8/differential-diffusion d78f3f3).
package struct DifferentialDiffusion: DenoisingHook {
    let original: Tensor
    let noise: Tensor
    /// 1 where the original is kept longest; float32 `[B or 1, 1, h, w]`.
    let keepMap: Tensor
    let plan: DifferentialPlan
    let scheduler: Scheduler

    /// - Parameters:
    ///   - original: scaled latents `[B, channels, h, w]`.
    ///   - noise: the one draw that serves every step, same shape: a fresh one would upset multistep solvers.
    ///   - map: `[B or 1, 1, h, w]` in 0…1, of the polarity that the plan states.
    package init(
        original: Tensor, noise: Tensor, map: Tensor, plan: DifferentialPlan, scheduler: Scheduler
    ) throws(TorchError) {
        self.original = original
        self.noise = noise
        keepMap = plan.mapMeansChange ? try map.affine(scale: -1, shift: 1) : map
        self.plan = plan
        self.scheduler = scheduler
    }

    /// The original at the noise level that enters `step`.
    package func noisedOriginal(_ step: Int) throws(TorchError) -> Tensor {
        let level = scheduler.noisedOriginal(step)
        return try (original * level.originalScale).adding(noise, scale: level.noiseScale)
    }

    package func latents(_ latents: Tensor, beforeStep step: Int) throws(TorchError) -> Tensor {
        guard let threshold = plan.keepThreshold(step) else { return latents }
        return try keepMap.isGreater(than: Double(threshold)).choose(noisedOriginal(step), else: latents)
    }

    package func latents(afterLastStep latents: Tensor) throws(TorchError) -> Tensor {
        let last = scheduler.steps.upperBound - 1
        guard plan.restoresOriginalAtEnd, let threshold = plan.keepThreshold(last) else { return latents }
        return try keepMap.isGreater(than: Double(threshold)).choose(original, else: latents)
    }
}
