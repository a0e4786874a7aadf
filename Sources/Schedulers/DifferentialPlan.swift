/// The pixels that differential diffusion (Levin and Fried 2023) holds at the noised original, step by step.
///
/// Both rules hold a pixel where its keep value exceeds the step's threshold. Comparisons are in float32, as maps are.
package enum DifferentialPlan: Sendable, Hashable {
    case changeMap(ChangeMapPlan)
    case keepMap(KeepMapPlan)

    /// The threshold before `step`; nil where the step blends nothing.
    package func keepThreshold(_ step: Int) -> Float? {
        switch self {
        case .changeMap(let plan): plan.keepThreshold(step)
        case .keepMap(let plan): plan.keepThreshold(step)
        }
    }

    /// Whether a map's value means change (the keep value is 1 − it) or keep.
    package var mapMeansChange: Bool {
        if case .changeMap = self { true } else { false }
    }

    /// Whether pixels that were never released are set to the clean original after the last step.
    package var restoresOriginalAtEnd: Bool { mapMeansChange }
}

/// The recommended rule, on a map where 1 = repaint: a pixel c is released at the steps with `1−c ≤ θ`, where θ rises
/// from 0 over the steps that run. c = 1 is free from the first step, c = 0 never.
package struct ChangeMapPlan: Sendable, Hashable {
    /// The steps that run, of ``Scheduler/steps``.
    package let steps: Range<Int>

    package init(steps: Range<Int>) {
        precondition(!steps.isEmpty, "A plan needs a step.")
        self.steps = steps
    }

    /// θ of `step`, in [0, 1): a pixel is held where `1−c > θ`.
    package func keepThreshold(_ step: Int) -> Float {
        precondition(steps.contains(step), "Step \(step) is not among the steps that run.")
        return Float(step - steps.lowerBound) / Float(steps.count)
    }
}

/// The published rule, on a map where 1 = keep: before step i a pixel m is set to the noised original where
/// `m > i/T + start`. The first step that runs starts from the noised original everywhere and blends nothing.
package struct KeepMapPlan: Sendable, Hashable {
    /// The steps that run, of ``Scheduler/steps``; i counts from the first of them.
    package let steps: Range<Int>
    /// T: the steps of the whole schedule, before a strength cut any.
    package let stepCount: Int
    /// Shift of every threshold: a larger one releases pixels earlier.
    package let start: Float

    package init(steps: Range<Int>, stepCount: Int, start: Float = 0) {
        precondition(!steps.isEmpty && steps.upperBound <= stepCount, "A plan needs steps within its schedule.")
        self.steps = steps
        self.stepCount = stepCount
        self.start = start
    }

    /// `i/T + start`, or nil at the first step that runs.
    package func keepThreshold(_ step: Int) -> Float? {
        precondition(steps.contains(step), "Step \(step) is not among the steps that run.")
        guard step > steps.lowerBound else { return nil }
        return Float(step - steps.lowerBound) / Float(stepCount) + start
    }
}
