import Schedulers
import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

/// A whole run with the tiny models: prompts, noise, and the recorded results of `pipeline_fixtures.py`.
struct TinyRun {
    static let height = 72, width = 104

    let fixture: Fixture
    let unet: UNet
    let vae: VAE
    let negative: TextConditioning
    let positive: TextConditioning
    let other: TextConditioning
    let noise: Tensor

    init() throws {
        fixture = try Fixture("pipeline")
        unet = try TinyModels.unet()
        vae = try TinyModels.vae()
        let encoders = try TinyModels.encoders()
        let prompts = try fixture.tensor("ids").idRows().map { try encoders.encode($0, $0) }
        (negative, positive, other) = (prompts[0], prompts[1], prompts[2])
        noise = try fixture.tensor("noise")
    }

    func conditioning(_ positive: TextConditioning, pictures: Int = 1) throws -> UNetConditioning {
        let sizes = [Self.height, Self.width, 0, 0, Self.height, Self.width].map(Double.init)
        let rows = [negative, positive].flatMap { Array(repeating: $0, count: pictures) }
        return try unet.prepare(
            context: .concatenate(rows.map(\.context), axis: 0), pooled: .concatenate(rows.map(\.pooled), axis: 0),
            timeIds: rows.map { _ in sizes })
    }

    /// The latents after every step.
    func latents(
        _ scheduler: Scheduler, scale: Double, from start: Tensor, hooks: [any DenoisingHook] = []
    ) throws -> [Tensor] {
        var run = try Denoiser(
            unet: unet, scheduler: scheduler,
            guidance: GuidancePlan(stepCount: scheduler.stepCount, scale: scale, tail: .throughout),
            conditioning: conditioning(positive), latents: start, hooks: hooks)
        var latents: [Tensor] = []
        while let step = try run.next() { latents.append(step.latents) }
        return latents
    }
}

@Suite("Whole runs against diffusers")
struct PipelineTests {
    let run: TinyRun

    init() throws { run = try TinyRun() }

    static let solvers: [(String, SchedulerKind)] = [("euler", .euler), ("dpm", .dpmPlusPlus2M), ("ddim", .ddim)]

    @Test("both encoders' states side by side and the second one's pooled vector")
    func conditioning() throws {
        try expectClose(run.positive.context, run.fixture.tensor("context"), named: "pipeline.context")
        try expectClose(run.positive.pooled, run.fixture.tensor("pooled"), named: "pipeline.pooled")
    }

    @Test("every step of every solver, guided and not, and the picture", arguments: solvers)
    func plain(solver: String, kind: SchedulerKind) throws {
        for (spacing, scale) in [(TimestepSpacing.leading(stepsOffset: 1), 5.0), (.trailing, 1.0)] {
            let name = "\(solver).\(spacing == .trailing ? "trailing" : "leading")"
            let recorded = try run.fixture.tensor("\(name).latents")
            let scheduler = try Scheduler(kind, spacing: spacing, stepCount: recorded.extent(0))
            let latents = try run.latents(scheduler, scale: scale, from: run.noise * scheduler.initialNoiseScale)
            #expect(latents.count == recorded.extent(0))
            for (step, latents) in latents.enumerated() {
                try expectClose(latents, recorded.selected(0, step), named: "\(name)[\(step)]", within: 1e-4)
            }
            let image = try run.vae.decode(#require(latents.last)).affine(scale: 0.5, shift: 0.5).clamped(0...1)
            try expectClose(image, run.fixture.tensor("\(name).image"), named: "\(name).image", within: 1e-4)
        }
    }

    @Test("differential diffusion by the published rule, from all steps and from some", arguments: solvers)
    func differential(solver: String, kind: SchedulerKind) throws {
        let original = try run.vae.encode(run.fixture.tensor("differential.pixels"))
        try expectClose(original, run.fixture.tensor("differential.original"), named: "differential.original")
        let map = try run.fixture.tensor("differential.map")
            .resizedBilinear(height: original.extent(2), width: original.extent(3))
        // The published pipeline runs ⌊T·strength⌋ steps: 5 of 5, 5 of 8.
        for (steps, strength) in [(5, 1.0), (8, 5.0 / 8)] {
            let scheduler = try Scheduler(
                kind, spacing: .leading(stepsOffset: 1), stepCount: steps, strength: strength)
            let hold = try DifferentialDiffusion(
                original: original, noise: run.noise, map: map,
                plan: .keepMap(KeepMapPlan(steps: scheduler.steps, stepCount: steps)), scheduler: scheduler)
            let latents = try run.latents(
                scheduler, scale: 3, from: hold.noisedOriginal(scheduler.steps.lowerBound), hooks: [hold])
            let name = "differential.\(solver).\(steps)"
            let recorded = try run.fixture.tensor(name)
            #expect(latents.count == recorded.extent(0))
            for (step, latents) in latents.enumerated() {
                try expectClose(latents, recorded.selected(0, step), named: "\(name)[\(step)]", within: 1e-4)
            }
        }
    }

    @Test("a start of 2 shows the first prompt to three steps")
    func promptSwitch() throws {
        let scheduler = try Scheduler(.euler, spacing: .leading(stepsOffset: 1), stepCount: 5)
        let hook = PromptSwitch(
            plan: try MergePlan(startMergeStep: 2), identity: try run.conditioning(run.other))
        let latents = try run.latents(
            scheduler, scale: 5, from: run.noise * scheduler.initialNoiseScale, hooks: [hook])
        let recorded = try run.fixture.tensor("switched.latents")
        for (step, latents) in latents.enumerated() {
            try expectClose(latents, recorded.selected(0, step), named: "switched[\(step)]", within: 1e-4)
        }
        let unswitched = try run.latents(scheduler, scale: 5, from: run.noise * scheduler.initialNoiseScale)
        for step in 0..<5 {
            let difference = Difference(try latents[step].floats(), try unswitched[step].floats())
            #expect((difference.largest > 1e-3) == (step > 2), "step \(step)")
        }
    }
}
