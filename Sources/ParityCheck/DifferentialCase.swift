import Diffusion
import PortraitDomain
import PortraitEngine
import Schedulers
import Torch

/// A picture by the published differential diffusion pipeline: the map's 1 keeps, guidance throughout.
struct DifferentialCase {
    let recorded: RecordedCase
    private var folder: SDXLFolder { SDXLFolder(recorded.base) }

    func run(_ comparison: inout Comparison) throws {
        let asked = recorded.description
        let placement = EngineCaseChecker.placement
        for input in ["original_image", "keep_map", "noise"] { comparison.isInput(input) }
        let scheduler = try folder.recordedScheduler(
            steps: asked.steps, strength: asked.strength ?? 1, timesteps: asked.timesteps)
        try comparison.compareSchedule(scheduler)

        let vae = try folder.vae(placement)
        let original = try vae.encode(recorded.input("original_image", rank: 4, rows: 1))
        try comparison.compare("original_latents", original)
        let noise = try recorded.input("noise", rank: 4)
        guard noise.shape == original.shape else {
            throw PortraitError.badData(
                "`noise` of the recorded case has the shape \(noise.shape), its picture's latents \(original.shape)")
        }
        let keepMap = try recorded.input("keep_map")
        guard keepMap.elementCount == asked.height * asked.width else {
            throw PortraitError.badData("`keep_map` of the recorded case is not of the size that case.json states")
        }
        let map = try keepMap.reshaped([1, 1, asked.height, asked.width])
            .resizedBilinear(height: original.extent(2), width: original.extent(3))

        let prompts = try PromptEncoder(folder: recorded.base, encoders: folder.textEncoders(placement))
        let positive = try prompts.encode(asked.prompt)
        let negative = try prompts.negative(asked.negative_prompt, zeroing: positive, of: folder)
        let unet = try folder.unet(placement)
        let pass = try DifferentialPass(
            scheduler: scheduler,
            guidance: GuidancePlan(stepCount: asked.steps, scale: asked.guidance_scale, tail: .throughout),
            plan: .keepMap(KeepMapPlan(steps: scheduler.steps, stepCount: scheduler.stepCount)))
        let row = DifferentialPass.Row(
            original: original, noise: noise, map: map, positive: positive, negative: negative,
            timeIds: recorded.timeIds)
        try comparison.comparePainting(pass.denoiser([row], by: unet), by: vae)
    }
}
