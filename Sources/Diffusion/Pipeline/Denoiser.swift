package import Schedulers
package import Torch

/// The points of a run that a feature may change: PhotoMaker swaps the prompt, differential diffusion holds pixels.
package protocol DenoisingHook {
    /// The conditioning that `step` uses instead of the run's own, `[negative×B, positive×B]`; nil for no change.
    func conditioning(step: Int) -> UNetConditioning?

    /// The latents that enter `step`, in the scheduler's scaling.
    func latents(_ latents: Tensor, beforeStep step: Int) throws(TorchError) -> Tensor

    /// The result, once the last step is done.
    func latents(afterLastStep latents: Tensor) throws(TorchError) -> Tensor
}

extension DenoisingHook {
    package func conditioning(step: Int) -> UNetConditioning? { nil }
    package func latents(_ latents: Tensor, beforeStep step: Int) throws(TorchError) -> Tensor { latents }
    package func latents(afterLastStep latents: Tensor) throws(TorchError) -> Tensor { latents }
}

/// One finished step.
package struct DenoisedStep {
    /// Index over the whole schedule.
    package let step: Int
    /// The steps that run.
    package let steps: Range<Int>
    /// The sample after the step, float32 `[B, channels, h, w]`.
    package let latents: Tensor
    /// The original that the model predicts at this step, for previews.
    package let denoised: Tensor
}

/// The denoising loop as a sequence of steps: the caller who iterates handles progress, previews and cancellation.
package struct Denoiser {
    let unet: UNet
    let scheduler: Scheduler
    let guidance: GuidancePlan
    let conditioning: UNetConditioning
    let hooks: [any DenoisingHook]
    private var latents: Tensor
    private var previousDenoised: Tensor?
    private var step: Int

    /// - Parameters:
    ///   - latents: `[B, channels, h, w]`, already at the noise level of the first step that runs.
    ///   - conditioning: `[negative×B, positive×B]`, or the positive rows alone where no step is guided.
    package init(
        unet: UNet, scheduler: Scheduler, guidance: GuidancePlan, conditioning: UNetConditioning, latents: Tensor,
        hooks: [any DenoisingHook] = []
    ) throws(TorchError) {
        self.unet = unet
        self.scheduler = scheduler
        self.guidance = guidance
        self.conditioning = conditioning
        self.hooks = hooks
        self.latents = try latents.to(kind: .float32, device: unet.device)
        step = scheduler.steps.lowerBound
    }

    /// How many steps run.
    package var stepCount: Int { scheduler.steps.count }

    /// Runs one step; nil when all are done.
    package mutating func next() throws(TorchError) -> DenoisedStep? {
        guard scheduler.steps.contains(step) else { return nil }
        var x = latents
        for hook in hooks { x = try hook.latents(x, beforeStep: step) }
        let prediction = try predict(x)

        let expected = scheduler.denoised(step)
        let denoised = try (x * expected.sampleScale).adding(prediction, scale: expected.predictionScale)
        let update = scheduler.update(step)
        var after = try (x * update.sampleScale).adding(prediction, scale: update.predictionScale)
        if update.previousDenoisedScale != 0, let previousDenoised {
            after = try after.adding(previousDenoised, scale: update.previousDenoisedScale)
        }
        previousDenoised = denoised
        if step == scheduler.steps.upperBound - 1 {
            for hook in hooks { after = try hook.latents(afterLastStep: after) }
        }
        latents = after
        defer { step += 1 }
        return DenoisedStep(step: step, steps: scheduler.steps, latents: after, denoised: denoised)
    }

    /// Runs all steps and stops between two when the task was cancelled.
    /// - Parameter eachStep: called after every step; its errors end the run.
    /// - Returns: the latents after the last step.
    package func latents(_ eachStep: (DenoisedStep) throws -> Void) throws -> Tensor {
        var run = self
        while true {
            try Task.checkCancellation()
            guard let step = try run.next() else { return run.latents }
            try eachStep(step)
        }
    }

    /// The model's output for the sample, guided as the plan says (Ho and Salimans 2022: u + g·(c − u)).
    private func predict(_ x: Tensor) throws(TorchError) -> Tensor {
        let input = try x * scheduler.inputScale(step)
        let count = x.extent(0)
        let prompt = hooks.lazy.compactMap { $0.conditioning(step: step) }.first ?? conditioning
        let timestep = scheduler.timesteps[step]
        let mode = guidance.mode(step)
        let isEnough = if case .guided = mode { prompt.rows == 2 * count } else { prompt.rows >= count }
        guard isEnough else {
            throw .failed("\(prompt.rows) rows of prompts do not go with \(count) pictures at a time")
        }
        switch mode {
        case .guided(let scale):
            let both = try unet(.concatenate([input, input], axis: 0), timestep: timestep, prompt).to(kind: .float32)
            let unconditional = try both.narrowed(0, 0..<count)
            let conditional = try both.narrowed(0, count..<2 * count)
            return try unconditional.adding(conditional - unconditional, scale: scale)
        case .conditionalOnly:
            let rows = try prompt.rows(prompt.rows - count..<prompt.rows)
            return try unet(input, timestep: timestep, rows).to(kind: .float32)
        case .unconditionalOnly:
            return try unet(input, timestep: timestep, prompt.rows(0..<count)).to(kind: .float32)
        }
    }
}
