import Schedulers
import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

@Suite("A picture does not depend on the batch it is made in")
struct BatchTests {
    let run: TinyRun

    init() throws { run = try TinyRun() }

    private func latents(_ seeds: [UInt64], tail: GuidancePlan.Tail) throws -> Tensor {
        let scheduler = try Scheduler(.dpmPlusPlus2M, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: 5)
        let noise = try Tensor.concatenate(seeds.map { try Tensor.normal([1, 4, 9, 13], seed: $0) }, axis: 0)
        var denoiser = try Denoiser(
            unet: run.unet, scheduler: scheduler, guidance: GuidancePlan(stepCount: 5, scale: 4, tail: tail),
            conditioning: run.conditioning(run.positive, pictures: seeds.count),
            latents: noise * scheduler.initialNoiseScale)
        var last: Tensor?
        while let step = try denoiser.next() { last = step.latents }
        return try #require(last)
    }

    @Test(
        "neither its size nor its order changes a picture",
        arguments: [GuidancePlan.Tail.conditionalOnly, .literalUnconditional, .throughout])
    func batches(tail: GuidancePlan.Tail) throws {
        let together = try latents([11, 12, 13], tail: tail), reversed = try latents([13, 12, 11], tail: tail)
        for (row, seed) in ([11, 12, 13] as [UInt64]).enumerated() {
            let alone = try latents([seed], tail: tail)
            try expectClose(together.narrowed(0, row..<row + 1), alone, named: "seed \(seed) among three")
            try expectClose(reversed.narrowed(0, 2 - row..<3 - row), alone, named: "seed \(seed) in another order")
        }
    }

    @Test("the tail's forms agree until the last fifth and differ in it")
    func tails() throws {
        let scheduler = try Scheduler(.euler, spacing: .trailing, stepCount: 5)
        func steps(_ tail: GuidancePlan.Tail) throws -> [Tensor] {
            var denoiser = try Denoiser(
                unet: run.unet, scheduler: scheduler, guidance: GuidancePlan(stepCount: 5, scale: 4, tail: tail),
                conditioning: run.conditioning(run.positive), latents: run.noise * scheduler.initialNoiseScale)
            var latents: [Tensor] = []
            while let step = try denoiser.next() { latents.append(step.latents) }
            return latents
        }
        let conditional = try steps(.conditionalOnly), literal = try steps(.literalUnconditional)
        let throughout = try steps(.throughout)
        for step in 0..<4 {
            try expectSame(conditional[step], throughout[step], named: "step \(step)")
            try expectSame(literal[step], throughout[step], named: "step \(step)")
        }
        // The last step's formula by hand: u + g·(c−u) with g = 1 is c, with g = 0 is u.
        let prompt = try run.conditioning(run.positive)
        let x = throughout[3]
        let input = try (x * scheduler.inputScale(4)).repeated(2)
        let both = try run.unet(input, timestep: scheduler.timesteps[4], prompt)
        let step = scheduler.update(4)
        for (row, result) in [(0, literal[4]), (1, conditional[4])] {
            let expected = try (x * step.sampleScale).adding(
                both.narrowed(0, row..<row + 1), scale: step.predictionScale)
            try expectClose(result, expected, named: row == 0 ? "literal tail" : "conditional tail", within: 1e-5)
        }
    }
}
