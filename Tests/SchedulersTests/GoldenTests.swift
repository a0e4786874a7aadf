import Schedulers
import Testing

/// Values published with SDXL, Align Your Steps and diffusers.
@Suite("Golden values of SDXL's schedule")
struct GoldenTests {
    private func expect(_ actual: [Double], _ expected: [Double], within tolerance: Double) {
        #expect(actual.count == expected.count)
        for (a, b) in zip(actual, expected) { #expect(abs(a - b) <= tolerance, "\(a) is not \(b)") }
    }

    @Test("noise of the first and of the last training timestep")
    func noise() {
        let schedule = NoiseSchedule.stableDiffusionXL
        expect([schedule.sigma(at: 0), schedule.sigma(at: 999)], [0.0291672, 14.6146], within: 5e-5)
        #expect(abs(schedule.sigma(at: 0) - 0.0291672) < 5e-8)
    }

    @Test("ten steps: ten timesteps, their sigmas, and the start of a run")
    func tenSteps() throws {
        let scheduler = try Scheduler(.euler, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: 10)
        #expect(scheduler.timesteps == [999, 845, 730, 587, 443, 310, 193, 116, 53, 13])
        let sigmas = [14.6146, 6.3184, 3.7682, 2.1811, 1.3405, 0.8621, 0.5551, 0.3799, 0.2332, 0.1114, 0]
        expect(scheduler.sigmas, sigmas, within: 5.1e-5)
        expect([scheduler.initialNoiseScale], [14.6488], within: 5.1e-5)
        let nvidia = try Scheduler(.euler, spacing: .alignYourSteps(.sigmas), stepCount: 10)
        expect(nvidia.sigmas, sigmas, within: 5.1e-5)
    }

    @Test("twenty steps: the two readings differ")
    func twentySteps() throws {
        let seed = try Scheduler(.euler, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: 20)
        let timesteps = [
            999, 922.836, 852.479, 794.521, 741.328, 673.657, 607.559, 537.079, 470.043, 403.277, 340.535, 280.566,
            224.155, 178.093, 139.932, 106.819, 73.707, 49.221, 25.296, 13,
        ]
        expect(seed.timesteps, timesteps, within: 5.1e-4)
        expect(Array(seed.sigmas.prefix(4)), [14.615, 9.432, 6.554, 4.985], within: 5.1e-4)
        let nvidia = try Scheduler(.euler, spacing: .alignYourSteps(.sigmas), stepCount: 20)
        expect(Array(nvidia.sigmas.prefix(4)), [14.615, 9.610, 6.318, 4.880], within: 1e-3)
    }

    @Test("solvers on whole timesteps cut the fraction off")
    func wholeTimesteps() throws {
        for kind in SchedulerKind.allCases where kind != .euler {
            let scheduler = try Scheduler(kind, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: 20)
            #expect(scheduler.timesteps.prefix(3) == [999, 922, 852])
            #expect(scheduler.initialNoiseScale == 1)
        }
    }

    @Test("thirty steps of the published default start below the last timestep")
    func leading() throws {
        let scheduler = try Scheduler(.euler, spacing: .leading(stepsOffset: 1), stepCount: 30)
        #expect(scheduler.timesteps.first == 958)
        expect([scheduler.sigmas[0], scheduler.initialNoiseScale], [11.4769, 11.5203], within: 1e-4)
    }

    @Test("one step starts from pure noise", arguments: SchedulerKind.allCases)
    func oneStep(kind: SchedulerKind) throws {
        let scheduler = try Scheduler(kind, spacing: .alignYourSteps(.logLinearTimesteps), stepCount: 1)
        #expect(scheduler.timesteps == [999])
        #expect(scheduler.sigmas.last == 0)
    }

    @Test("a perfect prediction is reached exactly at the end, whatever the solver", arguments: SchedulerKind.allCases)
    func perfectPrediction(kind: SchedulerKind) throws {
        let original = -0.7, noise = 1.9
        for spacing in [TimestepSpacing.trailing, .alignYourSteps(.sigmas), .leading(stepsOffset: 1)] {
            let scheduler = try Scheduler(kind, spacing: spacing, stepCount: 9)
            let start = scheduler.noisedOriginal(0)
            var x = start.originalScale * original + start.noiseScale * noise
            for step in scheduler.steps {
                let level = scheduler.noisedOriginal(step)
                #expect(abs(x - (level.originalScale * original + level.noiseScale * noise)) < 1e-9)
                let update = scheduler.update(step)
                x = update.sampleScale * x + update.predictionScale * noise + update.previousDenoisedScale * original
            }
            #expect(abs(x - original) < 1e-9)
        }
    }
}
