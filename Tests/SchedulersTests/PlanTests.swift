import Schedulers
import Testing

@Suite("Plans of a run")
struct PlanTests {
    @Test("a strength starts at ⌊(1−s)·T⌋ and leaves at least one step")
    func strength() throws {
        func start(_ strength: Double, _ count: Int) throws -> Int {
            try Scheduler(.euler, spacing: .trailing, stepCount: count, strength: strength).steps.lowerBound
        }
        #expect(try start(1, 10) == 0)
        // 1 − 0.7 is a little less than 0.3 in binary; three steps go all the same.
        #expect(try start(0.7, 10) == 3)
        #expect(try start(0.75, 10) == 2)
        #expect(try start(0.01, 10) == 9)
        #expect(try start(0.5, 1) == 0)
        let part = try Scheduler(.dpmPlusPlus2M, spacing: .trailing, stepCount: 10, strength: 0.6)
        let whole = try Scheduler(.dpmPlusPlus2M, spacing: .trailing, stepCount: 10)
        #expect(part.steps == 4..<10 && part.timesteps == whole.timesteps && part.sigmas == whole.sigmas)
        #expect(!part.needsHistory(4) && whole.needsHistory(4), "a run has no history at its first step")
        #expect(!part.needsHistory(9))
    }

    @Test("guidance ends at the last fifth: 80 % is inside it")
    func guidance() throws {
        let plan = try GuidancePlan(stepCount: 10, scale: 5)
        #expect((0..<8).allSatisfy { plan.mode($0) == .guided(scale: 5) })
        #expect((8..<10).allSatisfy { plan.mode($0) == .conditionalOnly })
        let literal = try GuidancePlan(stepCount: 10, scale: 5, tail: .literalUnconditional)
        #expect(literal.mode(7) == .guided(scale: 5) && literal.mode(8) == .unconditionalOnly)
        let throughout = try GuidancePlan(stepCount: 10, scale: 5, tail: .throughout)
        #expect((0..<10).allSatisfy { throughout.mode($0) == .guided(scale: 5) })
        // Short runs: 3/4 is not in the last fifth, 4/5 is.
        #expect(try GuidancePlan(stepCount: 4, scale: 5).mode(3) == .guided(scale: 5))
        #expect(try GuidancePlan(stepCount: 5, scale: 5).mode(4) == .conditionalOnly)
        #expect(try GuidancePlan(stepCount: 1, scale: 5).mode(0) == .guided(scale: 5))
        #expect(try GuidancePlan(stepCount: 10, scale: 1).mode(0) == .conditionalOnly, "a scale of 1 needs one row")
        let unguided = try GuidancePlan(stepCount: 10, scale: 1, tail: .literalUnconditional)
        #expect(unguided.mode(9) == .unconditionalOnly)
    }

    @Test("a merge start is the last step that sees the words alone")
    func merge() throws {
        let plan = try MergePlan(startMergeStep: 3)
        #expect((0...3).allSatisfy { !plan.usesIdentity($0) })
        #expect((4..<10).allSatisfy(plan.usesIdentity))
        #expect(try !MergePlan(startMergeStep: 0).usesIdentity(0))
    }

    @Test("the published rule: 1 keeps, strictly above i/T, nothing at the first step")
    func keepMap() {
        let plan = KeepMapPlan(steps: 0..<10, stepCount: 10)
        #expect(plan.keepThreshold(0) == nil && !plan.isHeld(keep: 1, at: 0))
        #expect(plan.isHeld(keep: 1, at: 9))
        #expect(!plan.isHeld(keep: 0, at: 1))
        #expect(plan.isHeld(keep: 0.5, at: 4) && !plan.isHeld(keep: 0.5, at: 5), "0.5 is not above 5/10")
        let part = KeepMapPlan(steps: 4..<10, stepCount: 10)
        #expect(part.keepThreshold(4) == nil && part.keepThreshold(5) == 0.1, "i counts from the first that runs")
        #expect(KeepMapPlan(steps: 0..<10, stepCount: 10, start: 0.25).keepThreshold(5) == 0.75)
        #expect(!DifferentialPlan.keepMap(plan).mapMeansChange)
        #expect(!DifferentialPlan.keepMap(plan).restoresOriginalAtEnd)
    }

    @Test("the recommended rule: 1 changes from the first step on, 0 never")
    func changeMap() {
        let plan = ChangeMapPlan(steps: 0..<10)
        for step in 0..<10 {
            #expect(plan.isReleased(change: 1, at: step))
            #expect(!plan.isReleased(change: 0, at: step))
        }
        #expect(!plan.isReleased(change: 0.5, at: 4) && plan.isReleased(change: 0.5, at: 5))
        // Once free, always free.
        for c in stride(from: Float(0), through: 1, by: 0.05) {
            let released = (0..<10).map { plan.isReleased(change: c, at: $0) }
            #expect(released == released.sorted { !$0 && $1 })
        }
        let part = ChangeMapPlan(steps: 5..<10)
        #expect(part.keepThreshold(5) == 0 && part.keepThreshold(9) == 0.8)
        #expect(DifferentialPlan.changeMap(plan).mapMeansChange)
        #expect(DifferentialPlan.changeMap(plan).restoresOriginalAtEnd)
    }
}

extension ChangeMapPlan {
    /// Whether a pixel with change value `c` is free at `step`.
    fileprivate func isReleased(change c: Float, at step: Int) -> Bool { 1 - c <= keepThreshold(step) }
}

extension KeepMapPlan {
    /// Whether a pixel with keep value `m` is set to the noised original before `step`.
    fileprivate func isHeld(keep m: Float, at step: Int) -> Bool { keepThreshold(step).map { m > $0 } ?? false }
}
