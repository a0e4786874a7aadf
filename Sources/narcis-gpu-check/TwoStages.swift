import Diffusion
import Schedulers
import Torch

/// A portrait's work on the GPU: ten steps from noise, decoded, encoded again, and twenty steps of differential
/// diffusion on it; guided up to the last fifth of each. A face is painted at the picture's own size.
struct TwoStages {
    let unet: UNet
    let vae: VAE
    let inputs: Inputs
    /// Loads the autoencoder in float32, for numbers that overflow.
    let vaeInFloat32: () throws -> VAE

    private static let baseSteps = 10, faceSteps = 20

    struct Result {
        /// After the first stage and after the second, float32 `[rows, channels, h, w]`.
        let base, refined: Tensor
        let pixels: Tensor
    }

    /// - Parameter seeds: one for each picture.
    func run(seeds: [UInt64], eachStep: (DenoisedStep) throws -> Void = { _ in }) throws -> Result {
        let base = try base(seeds, steps: Self.baseSteps, eachStep: eachStep)
        var originals: [Tensor] = []
        for row in seeds.indices {
            let pixels = try decode(base.narrowed(0, row..<row + 1)).clamped(-1...1)
            originals.append(try VAEEncoding.latents(of: pixels, by: vae, inFloat32: vaeInFloat32))
        }
        let refined = try refined(seeds, originals, eachStep: eachStep)
        return Result(base: base, refined: refined, pixels: try decode(refined.narrowed(0, 0..<1)))
    }

    /// The first stage alone.
    func base(
        _ seeds: [UInt64], steps: Int, tail: GuidancePlan.Tail = .conditionalOnly,
        eachStep: (DenoisedStep) throws -> Void = { _ in }
    ) throws -> Tensor {
        let scheduler = try Scheduler(
            .dpmPlusPlus2M, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: steps)
        let rows = try seeds.map { seed in
            TextToImagePass.Row(
                identity: try inputs.prompt(seed: 100 + seed), textOnly: try inputs.prompt(seed: 200 + seed),
                negative: try inputs.prompt(seed: 300 + seed), timeIds: inputs.timeIds)
        }
        let pass = try TextToImagePass(
            rows, scheduler: scheduler, guidance: GuidancePlan(stepCount: steps, scale: 5, tail: tail),
            merge: MergePlan(startMergeStep: steps / 5), by: unet)
        return try pass.denoiser(noise(seeds), by: unet).latents(eachStep)
    }

    private func refined(
        _ seeds: [UInt64], _ originals: [Tensor], eachStep: (DenoisedStep) throws -> Void
    ) throws -> Tensor {
        let scheduler = try Scheduler(
            .dpmPlusPlus2M, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: Self.faceSteps)
        let pass = try DifferentialPass(
            scheduler: scheduler, guidance: GuidancePlan(stepCount: Self.faceSteps, scale: 5),
            plan: .changeMap(ChangeMapPlan(steps: scheduler.steps)))
        let rows = try zip(seeds, originals).map { seed, original in
            DifferentialPass.Row(
                original: original, noise: try inputs.latents(seed: 400 + seed), map: try map(),
                positive: try inputs.prompt(seed: 100 + seed), negative: try inputs.prompt(seed: 300 + seed),
                timeIds: inputs.timeIds)
        }
        return try pass.denoiser(rows, by: unet).latents(eachStep)
    }

    /// Every picture's own noise, whatever is painted beside it.
    private func noise(_ seeds: [UInt64]) throws -> Tensor {
        try .concatenate(seeds.map { try inputs.latents(seed: $0) }, axis: 0)
    }

    /// Rises from left to right: some pixels are free from the first step, some never.
    private func map() throws -> Tensor {
        let row = (0..<inputs.side).map { Float($0) / Float(inputs.side) }
        return try .from((0..<inputs.side).flatMap { _ in row }, shape: [1, 1, inputs.side, inputs.side])
    }

    private func decode(_ latents: Tensor) throws -> Tensor {
        try VAEDecoding().pixels(of: latents, by: vae, inFloat32: vaeInFloat32)
    }
}

extension SDXLFolder {
    func stages(_ placement: Placement, size: Int) throws -> TwoStages {
        let unet = try unet(placement), vae = try vae(placement)
        return TwoStages(
            unet: unet, vae: vae, inputs: Inputs(unet: unet.configuration, vae: vae.configuration, size: size),
            vaeInFloat32: { try self.vae(Placement(kind: .float32, device: placement.device)) })
    }
}
