package import Schedulers
package import Torch

/// Stage 1: pictures from noise, side by side. Rows are pictures, and none changes another.
package struct TextToImagePass {
    /// The inputs of one picture.
    package struct Row {
        let identity, textOnly, negative: TextConditioning
        let timeIds: [Double]

        /// - Parameters:
        ///   - identity: the prompt with the sitter's rows.
        ///   - textOnly: the words alone, which lead the steps up to the merge step.
        ///   - timeIds: original height, width, crop top, left, target height, width in pixels.
        package init(
            identity: TextConditioning, textOnly: TextConditioning, negative: TextConditioning, timeIds: [Double]
        ) {
            self.identity = identity
            self.textOnly = textOnly
            self.negative = negative
            self.timeIds = timeIds
        }
    }

    private let scheduler: Scheduler
    private let guidance: GuidancePlan
    private let conditioning: UNetConditioning
    private let hooks: [any DenoisingHook]

    /// Projects the prompts, once for all pictures that are painted from them.
    /// - Parameter merge: nil where the identity leads from the first step.
    package init(
        _ rows: [Row], scheduler: Scheduler, guidance: GuidancePlan, merge: MergePlan?, by unet: UNet
    ) throws(TorchError) {
        self.scheduler = scheduler
        self.guidance = guidance
        let negative = rows.map(\.negative), timeIds = rows.map(\.timeIds)
        let identity = try unet.prepare(negative, rows.map(\.identity), timeIds: timeIds)
        if let merge {
            hooks = [PromptSwitch(plan: merge, identity: identity)]
            conditioning = try unet.prepare(negative, rows.map(\.textOnly), timeIds: timeIds)
        } else {
            hooks = []
            conditioning = identity
        }
    }

    /// - Parameters:
    ///   - noise: `[B, channels, h, w]` of the standard normal distribution, a row for each row of the prompts.
    ///   - unet: the one that projected the prompts.
    package func denoiser(_ noise: Tensor, by unet: UNet) throws(TorchError) -> Denoiser {
        try Denoiser(
            unet: unet, scheduler: scheduler, guidance: guidance, conditioning: conditioning,
            latents: noise * scheduler.initialNoiseScale, hooks: hooks)
    }
}

extension UNet {
    /// Projects the prompts of pictures side by side, `[negative×B, positive×B]`.
    func prepare(
        _ negative: [TextConditioning], _ positive: [TextConditioning], timeIds: [[Double]]
    ) throws(TorchError) -> UNetConditioning {
        let rows = negative + positive
        return try prepare(
            context: .concatenate(rows.map(\.context), axis: 0), pooled: .concatenate(rows.map(\.pooled), axis: 0),
            timeIds: timeIds + timeIds)
    }
}

/// Uses the text-only prompt up to the merge step and the identity prompt after it (PhotoMaker).
package struct PromptSwitch: DenoisingHook {
    let plan: MergePlan
    let identity: UNetConditioning

    package func conditioning(step: Int) -> UNetConditioning? {
        plan.usesIdentity(step) ? identity : nil
    }
}
