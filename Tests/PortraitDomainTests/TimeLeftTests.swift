import Testing

@testable import PortraitDomain

@Suite("Time left")
struct TimeLeftTests {
    private func settings(steps: Int, detail: Int) -> PortraitSettings {
        var settings = PortraitSettings()
        settings.steps = steps
        settings.detailSteps = detail
        return settings
    }

    private func base(_ step: Int, of count: Int = 10, image: Int = 0) -> StageProgress {
        StageProgress(stage: .base, image: image, step: step, stepCount: count)
    }

    @Test("nothing is said before the first step")
    func start() {
        var left = TimeLeft(settings: settings(steps: 10, detail: 10), imageCount: 1)
        #expect(left.seconds(at: 0) == nil)
        left.update(StageProgress(stage: .loading), at: 0)
        left.update(base(0), at: 5)
        #expect(left.seconds(at: 5) == nil)
    }

    @Test("after one step the rest is what the steps ahead cost, decoding and blending with them")
    func firstStep() throws {
        var left = TimeLeft(settings: settings(steps: 10, detail: 10), imageCount: 1)
        left.update(base(0), at: 0)
        left.update(base(1), at: 2)
        // 9 base steps, 1.5 for decoding, 10 detail steps, 0.5 for blending: 21 steps of 2 seconds.
        #expect(abs(try #require(left.seconds(at: 2)) - 42) < 1e-9)
        #expect(abs(try #require(left.seconds(at: 5)) - 39) < 1e-9)
    }

    @Test("it never grows while nothing happens, and never falls below zero")
    func waiting() throws {
        var left = TimeLeft(settings: settings(steps: 4, detail: 0), imageCount: 1)
        left.update(base(0, of: 4), at: 0)
        left.update(base(1, of: 4), at: 1)
        let values = try stride(from: 1.0, to: 20, by: 0.5).map { try #require(left.seconds(at: $0)) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(values.last == 0)
    }

    @Test("pictures that follow are counted")
    func several() throws {
        var one = TimeLeft(settings: settings(steps: 10, detail: 0), imageCount: 1)
        var three = TimeLeft(settings: settings(steps: 10, detail: 0), imageCount: 3)
        for (step, time) in [(0, 0.0), (1, 1.0)] {
            one.update(base(step), at: time)
            three.update(base(step), at: time)
        }
        let single = try #require(one.seconds(at: 1)), all = try #require(three.seconds(at: 1))
        #expect(abs(all - single - 2 * 11.5) < 1e-9)
    }

    @Test("a slower machine moves the estimate by degrees")
    func smoothing() throws {
        var left = TimeLeft(settings: settings(steps: 10, detail: 0), imageCount: 1)
        for (step, time) in [(0, 0.0), (1, 1.0), (2, 3.0)] { left.update(base(step), at: time) }
        // 1 + 0.3 · (2 − 1) seconds a step; 8 steps and a decoding are ahead.
        #expect(abs(try #require(left.seconds(at: 3)) - 1.3 * 9.5) < 1e-9)
    }

    @Test("a stage once timed is counted by its own time")
    func measuredStages() throws {
        var left = TimeLeft(settings: settings(steps: 2, detail: 2), imageCount: 2)
        left.update(base(0, of: 2), at: 0)
        left.update(base(2, of: 2), at: 2)
        left.update(StageProgress(stage: .decoding), at: 2)
        left.update(StageProgress(stage: .detailing, stepCount: 2), at: 6)
        // Decoding took 4 seconds; 2 detail steps of 1, blending 0.5, then a whole picture of 2 + 4 + 2 + 0.5.
        #expect(abs(try #require(left.seconds(at: 6)) - (2.5 + 8.5)) < 1e-9)
    }

    @Test("every attempt at every picture is counted")
    func attempts() throws {
        func place(_ step: Int, image: Int, attempt: Int) -> StageProgress {
            var place = base(step, of: 4)
            (place.image, place.attempt, place.attemptCount) = (image, attempt, 3)
            return place
        }
        var left = TimeLeft(settings: settings(steps: 4, detail: 0), imageCount: 2)
        left.update(place(0, image: 0, attempt: 1), at: 0)
        left.update(place(4, image: 0, attempt: 1), at: 4)
        // This attempt's decoding of 1.5, then one more attempt at this picture and three at the next, 5.5 each.
        #expect(abs(try #require(left.seconds(at: 4)) - (1.5 + 4 * 5.5)) < 1e-9)
        // A new attempt is not a step that went back.
        left.update(place(0, image: 1, attempt: 2), at: 6)
        #expect(abs(try #require(left.seconds(at: 6)) - 5.5) < 1e-9)
    }

    @Test("a clock that runs backwards changes nothing")
    func backwards() throws {
        var left = TimeLeft(settings: settings(steps: 4, detail: 0), imageCount: 1)
        left.update(base(0, of: 4), at: 10)
        left.update(base(1, of: 4), at: 12)
        left.update(base(2, of: 4), at: 5)
        #expect(try #require(left.seconds(at: 5)) > 0)
    }
}
