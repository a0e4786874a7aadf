import Diffusion
import Foundation
import PortraitDomain
import PortraitEngine
import Schedulers
import Torch

extension SDXLFolder {
    /// The solver and spacing that `scheduler_config.json` names.
    /// - Parameters:
    ///   - strength: ⌊steps·strength⌋ steps run, as in the published pipelines.
    ///   - timesteps: a list in place of the spacing's.
    func recordedScheduler(steps: Int, strength: Double = 1, timesteps: [Double]? = nil) throws -> Scheduler {
        struct File: Decodable {
            var _class_name: String?
            var algorithm_type: String?
            var solver_order: Int?
            var set_alpha_to_one: Bool?
        }
        let file = try readConfiguration(File.self, at: url.appending(path: "scheduler/scheduler_config.json"))
        let configuration = try schedulerConfiguration()
        try requireMarks(agreeWith: configuration)
        let name = file._class_name ?? SchedulerKind.euler.traits.publishedName, order = file.solver_order ?? 2
        let kind = SchedulerKind.allCases.first {
            $0.traits.publishedName == name && $0.traits.publishedOrder ?? order == order
        }
        guard let kind, file.algorithm_type ?? "dpmsolver++" == "dpmsolver++", file.set_alpha_to_one ?? true else {
            throw PortraitError.badData("the case uses a variant of \(name) that this engine does not have")
        }
        guard let spacing = timesteps.map(TimestepSpacing.custom) ?? configuration.spacing else {
            throw PortraitError.badData("the case's scheduler uses sigmas that this engine does not have")
        }
        return try Scheduler(
            kind, spacing: spacing, stepCount: steps, schedule: configuration.schedule,
            predictionType: configuration.predictionType,
            strength: (Double(steps) * strength).rounded(.down) / Double(steps))
    }
}

extension Comparison {
    /// Runs a pass and compares the latents after every step, and the picture.
    mutating func comparePainting(_ denoiser: Denoiser, by vae: VAE) throws {
        var steps: [Tensor] = []
        let latents = try denoiser.latents { steps.append($0.latents) }
        try compareEach("latents_by_step", steps)
        try compare("latents", latents)
        try compare("image", vae.decode(latents).affine(scale: 0.5, shift: 0.5).clamped(0...1))
    }

    mutating func compareSchedule(_ scheduler: Scheduler) throws {
        let timesteps = Array(scheduler.timesteps[scheduler.steps])
        try compare("timesteps", .from(timesteps.map(Float.init), shape: [timesteps.count]))
        try compare("sigmas", .from(scheduler.sigmas.map(Float.init), shape: [scheduler.sigmas.count]))
    }
}
