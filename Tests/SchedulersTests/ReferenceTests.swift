import Schedulers
import Testing

@Suite("Schedulers against the papers' formulas and diffusers")
struct ReferenceTests {
    static let fixtures = Result { try SchedulerFixtures.read() }
    static var cases: [SchedulerFixtures.Case] { (try? fixtures.get().cases) ?? [] }

    @Test("every solver meets every spacing")
    func coverage() throws {
        let cases = try Self.fixtures.get().cases
        for kind in SchedulerKind.allCases {
            let spacings = Set(cases.filter { $0.solver == kind.rawValue }.map(\.spacing))
            #expect(spacings == ["leading", "trailing", "linspace", "ays-timesteps", "ays-sigmas", "custom"])
        }
        #expect(cases.filter { $0.diffusers != nil }.count > 60)
    }

    @Test("tables and every step of a run, in float64", arguments: cases)
    func formulas(_ recorded: SchedulerFixtures.Case) throws {
        let fixtures = try Self.fixtures.get()
        let scheduler = try recorded.scheduler(custom: fixtures.custom)
        #expect(SchedulerFixtures.distance(scheduler.timesteps, recorded.timesteps) < 1e-9)
        #expect(SchedulerFixtures.distance(scheduler.sigmas, recorded.sigmas) < 1e-9)
        #expect(
            SchedulerFixtures.distance([scheduler.initialNoiseScale], [recorded.initial_noise_scale]) < 1e-9)
        let samples = scheduler.samples(from: fixtures.start)
        let shown = recorded.samples.count == 1 ? Array(samples.suffix(1)) : samples
        #expect(shown.count == recorded.samples.count)
        for (step, (actual, expected)) in zip(shown, recorded.samples).enumerated() {
            #expect(SchedulerFixtures.distance(actual, expected) < 1e-9, "step \(step)")
        }
    }

    @Test("diffusers, where it has the case", arguments: cases.filter { $0.diffusers != nil })
    func diffusers(_ recorded: SchedulerFixtures.Case) throws {
        let fixtures = try Self.fixtures.get()
        let published = try #require(recorded.diffusers)
        let scheduler = try recorded.scheduler(custom: fixtures.custom)
        #expect(SchedulerFixtures.distance(scheduler.timesteps, published.timesteps) < 1e-6)
        if let sigmas = published.sigmas { #expect(SchedulerFixtures.distance(scheduler.sigmas, sigmas) < 1e-5) }
        #expect(SchedulerFixtures.distance([scheduler.initialNoiseScale], [published.initial_noise_scale]) < 1e-5)
        let last = try #require(scheduler.samples(from: fixtures.start).last)
        #expect(SchedulerFixtures.distance(last, published.samples) < 1e-4)
    }

    @Test(
        "a prediction of velocity is the same run as that of the noise it stands for", arguments: SchedulerKind.allCases
    )
    func velocity(kind: SchedulerKind) throws {
        let noise = try Scheduler(kind, spacing: .leading(stepsOffset: 1), stepCount: 7)
        let velocity = try Scheduler(
            kind, spacing: .leading(stepsOffset: 1), stepCount: 7, predictionType: .velocity)
        var (x, y) = (3.0, 3.0)
        var (previousX, previousY) = (0.0, 0.0)
        for step in noise.steps {
            let sigma = noise.sigmas[step]
            // In variance-preserving scaling x = α·z + σ̂·n and v = α·n − σ̂·z.
            let alpha = 1 / (1 + sigma * sigma).squareRoot(), deviation = sigma * alpha
            let epsilon = 0.4 * x + 0.1 * Double(step)
            let sample = kind == .euler ? x * alpha : x
            let original = (sample - deviation * epsilon) / alpha
            let v = alpha * epsilon - deviation * original
            let a = noise.update(step), b = velocity.update(step)
            let expectedX = noise.denoised(step), expectedY = velocity.denoised(step)
            let denoisedX = expectedX.sampleScale * x + expectedX.predictionScale * epsilon
            let denoisedY = expectedY.sampleScale * y + expectedY.predictionScale * v
            #expect(abs(denoisedX - original) < 1e-9 && abs(denoisedY - original) < 1e-9)
            x = a.sampleScale * x + a.predictionScale * epsilon + a.previousDenoisedScale * previousX
            y = b.sampleScale * y + b.predictionScale * v + b.previousDenoisedScale * previousY
            (previousX, previousY) = (denoisedX, denoisedY)
            #expect(abs(x - y) < 1e-9)
        }
    }
}
