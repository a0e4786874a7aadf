package import Schedulers
package import Torch

/// Stage 2: parts of pictures painted again by differential diffusion, side by side. Rows are pictures, and none
/// changes another.
package struct DifferentialPass {
    /// The inputs of one picture.
    package struct Row {
        let original, noise, map: Tensor
        let positive, negative: TextConditioning
        let timeIds: [Double]

        /// - Parameters:
        ///   - original: scaled latents `[1, channels, h, w]`.
        ///   - noise: the one draw that serves every step, same shape.
        ///   - map: `[1, 1, h, w]` in 0…1, of the polarity that the pass's plan states.
        ///   - timeIds: original height, width, crop top, left, target height, width in pixels.
        package init(
            original: Tensor, noise: Tensor, map: Tensor, positive: TextConditioning, negative: TextConditioning,
            timeIds: [Double]
        ) {
            self.original = original
            self.noise = noise
            self.map = map
            self.positive = positive
            self.negative = negative
            self.timeIds = timeIds
        }
    }

    let scheduler: Scheduler
    let guidance: GuidancePlan
    let plan: DifferentialPlan

    package init(scheduler: Scheduler, guidance: GuidancePlan, plan: DifferentialPlan) {
        self.scheduler = scheduler
        self.guidance = guidance
        self.plan = plan
    }

    package func denoiser(_ rows: [Row], by unet: UNet) throws(TorchError) -> Denoiser {
        func together(_ parts: [Tensor]) throws(TorchError) -> Tensor {
            try .concatenate(parts, axis: 0).to(device: unet.device)
        }
        let differential = try DifferentialDiffusion(
            original: together(rows.map(\.original)), noise: together(rows.map(\.noise)),
            map: together(rows.map(\.map)), plan: plan, scheduler: scheduler)
        return try Denoiser(
            unet: unet, scheduler: scheduler, guidance: guidance,
            conditioning: unet.prepare(rows.map(\.negative), rows.map(\.positive), timeIds: rows.map(\.timeIds)),
            latents: differential.noisedOriginal(scheduler.steps.lowerBound), hooks: [differential])
    }
}
