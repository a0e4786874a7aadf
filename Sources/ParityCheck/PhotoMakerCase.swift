import Checkpoints
import Diffusion
import Foundation
import Imaging
import PhotoMaker
import PortraitDomain
import PortraitEngine
import Schedulers
import Tokenizers
import Torch
import TorchNN

/// A picture by the published PhotoMaker V2 pipeline: guidance throughout, adaptation fused for the whole run.
struct PhotoMakerCase {
    let recorded: RecordedCase
    private var folder: SDXLFolder { SDXLFolder(recorded.base) }

    func run(_ comparison: inout Comparison) throws {
        let asked = recorded.description
        let placement = EngineCaseChecker.placement
        let unet = try folder.unet(placement)
        let weights = try PhotoMakerFile(
            openPhotoMaker(), configuration: recorded.folder.appending(path: "config.json"))
        let fused = try weights.adaptation(for: unet).fuse(
            into: unet.attentionProjections, scale: asked.lora_scale ?? 1)
        defer { fused.undo() }
        try compareFusedWeights(unet, &comparison)

        let encoder = try weights.encoder(placement)
        let pixels = try identityPixels(encoder)
        try comparison.compare("id_pixel_values", pixels)
        comparison.isInput("id_embeds")
        let vectors = try recorded.input("id_embeds")
        let tokens = try encoder.tokens(
            pixels: pixels, faceVectors: vectors.reshaped([pixels.extent(0), -1]))

        let prompts = try PromptEncoder(folder: recorded.base, encoders: folder.textEncoders(placement))
        let trigger = TriggerWord(
            asked.trigger_word ?? "img", matching: .substring, overflow: .cut,
            tokensPerPhotograph: encoder.configuration.tokensPerPhotograph)
        let prompt = try prompts.encode(asked.prompt, trigger: trigger, photographs: pixels.extent(0))
        try comparison.compare(
            "class_tokens_mask", .from(prompt.mask.map { $0 ? 1 : 0 } as [Float], shape: [1, prompt.mask.count]))
        try comparison.compare("id_prompt_embeds_before_fuse", prompt.withClassTokens.context)
        let identity = try prompt.fused(with: tokens, by: encoder)
        try comparison.compare("id_prompt_embeds", identity.context)
        try comparison.compare("id_pooled", identity.pooled)
        try comparison.compare("text_prompt_embeds", prompt.textOnly.context)
        try comparison.compare("text_pooled", prompt.textOnly.pooled)
        let negative = try prompts.negative(asked.negative_prompt, zeroing: prompt.textOnly, of: folder)
        try comparison.compare("negative_prompt_embeds", negative.context)
        try comparison.compare("negative_pooled", negative.pooled)

        let scheduler = try folder.recordedScheduler(steps: asked.steps, timesteps: asked.timesteps)
        try comparison.compareSchedule(scheduler)
        let vae = try folder.vae(placement)
        guard min(asked.height, asked.width) >= vae.configuration.scale else {
            throw PortraitError.badData("case.json asks for a picture smaller than a cell of the model's latents")
        }
        comparison.isInput("initial_noise")
        let noise =
            try recorded.has("initial_noise")
            ? recorded.input("initial_noise", rank: 4, rows: 1)
            : Tensor.normal(
                [
                    1, unet.configuration.inputChannels, asked.height / vae.configuration.scale,
                    asked.width / vae.configuration.scale,
                ], seed: asked.seed ?? 0)
        let row = TextToImagePass.Row(
            identity: identity, textOnly: prompt.textOnly, negative: negative, timeIds: recorded.timeIds)
        let pass = try TextToImagePass(
            [row], scheduler: scheduler,
            guidance: GuidancePlan(stepCount: asked.steps, scale: asked.guidance_scale, tail: .throughout),
            merge: asked.start_merge_step.flatMap { try $0 < 0 ? nil : MergePlan(startMergeStep: $0) }, by: unet)
        try comparison.comparePainting(pass.denoiser(noise, by: unet), by: vae)
    }

    private func openPhotoMaker() throws -> any WeightArchive {
        let names = [recorded.description.photomaker, "photomaker.safetensors", "photomaker.bin"].compactMap(\.self)
        let path = names.map { recorded.folder.appending(path: $0).path }.first {
            FileManager.default.fileExists(atPath: $0)
        }
        guard let path else {
            throw PortraitError.notFound("the case has neither photomaker.safetensors nor photomaker.bin")
        }
        return try WeightFiles.open(path)
    }

    /// `[photographs, 3, side, side]`
    private func identityPixels(_ encoder: IDEncoder) throws -> Tensor {
        let preparation = encoder.configuration.photograph
        let names = recorded.description.id_images ?? []
        guard (1...32).contains(names.count) else {
            throw PortraitError.badData("case.json must name 1 to 32 photographs in `id_images`")
        }
        var pixels: [Tensor] = []
        for name in names {
            let photograph = try RGBImage(contentsOf: recorded.folder.appending(path: name))
            // The longer edge is scaled with the shorter one before the middle is cut out.
            guard max(photograph.width, photograph.height) <= 32 * min(photograph.width, photograph.height) else {
                throw PortraitError.badData(
                    "\(name) of the recorded case is \(photograph.width) by \(photograph.height) pixels, too thin to be "
                        + "a photograph of a person")
            }
            let picture = photograph.shortestEdgeCenterCrop(encoder.configuration.vision.imageSize)
            pixels.append(try picture.normalized(mean: preparation.mean, deviation: preparation.deviation))
        }
        return try .stack(pixels)
    }

    /// Recorded weights are named `fused_PROJECTION_BLOCK_attnN_blockM`, BLOCK being `down1`, `mid` or `up0`.
    private func compareFusedWeights(_ unet: UNet, _ comparison: inout Comparison) throws {
        let form = #/fused_(to_q|to_k|to_v|to_out)_(down|mid|up)(\d*)_attn(\d+)_block(\d+)/#
        for name in recorded.tensorNames.sorted() {
            guard let match = name.wholeMatch(of: form) else { continue }
            let (_, projection, part, index, attention, block) = match.output
            let blockPath = part == "mid" ? "mid_block" : "\(part)_blocks.\(index)"
            let path = "\(blockPath).attentions.\(attention).transformer_blocks.\(block).attn1.\(projection)"
            let layers = unet.attentionProjections
            guard let layer = layers[path] ?? layers[path + ".0"] else { continue }
            try comparison.compare(name, layer.weight)
        }
    }
}
