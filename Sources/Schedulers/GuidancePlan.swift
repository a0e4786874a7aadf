/// The guidance of each step of a run (Ho and Salimans 2022).
package struct GuidancePlan: Sendable, Hashable {
    /// The rule for the last fifth of the steps.
    package enum Tail: String, Sendable, Hashable, Codable, CaseIterable {
        /// Guidance ends: the model sees the positive row alone, at half the cost.
        case conditionalOnly = "conditional-only"
        /// The scale becomes 0 in u + g·(c−u), which leaves the unconditional prediction; kept for older results.
        case literalUnconditional = "literal-unconditional"
        /// Guidance goes on to the end.
        case throughout
    }

    /// The model's outputs that one step needs.
    package enum Mode: Sendable, Hashable {
        /// Both rows, `[negative×B, positive×B]`, then `u + scale·(c−u)`.
        case guided(scale: Double)
        /// The positive rows alone.
        case conditionalOnly
        /// The negative rows alone.
        case unconditionalOnly
    }

    package let stepCount: Int
    package let scale: Double
    package let tail: Tail

    /// - Parameters:
    ///   - stepCount: T, the steps of the whole schedule.
    ///   - scale: 1 or more; 1 is no guidance at all, since u + 1·(c−u) = c.
    package init(stepCount: Int, scale: Double, tail: Tail = .conditionalOnly) throws(SchedulerError) {
        guard stepCount > 0 else { throw .stepCount(stepCount) }
        guard scale >= 1, scale.isFinite else { throw .guidanceScale(scale) }
        self.stepCount = stepCount
        self.scale = scale
        self.tail = tail
    }

    /// The mode of `step`, counted from 0 over the whole schedule; the last fifth is `step ≥ 0.8·T`.
    package func mode(_ step: Int) -> Mode {
        let guided: Mode = scale == 1 ? .conditionalOnly : .guided(scale: scale)
        guard 5 * step >= 4 * stepCount else { return guided }
        return switch tail {
        case .conditionalOnly: .conditionalOnly
        case .literalUnconditional: .unconditionalOnly
        case .throughout: guided
        }
    }
}
