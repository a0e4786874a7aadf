/// When PhotoMaker's identity embedding replaces the embedding of the words alone (Li et al. 2024).
package struct MergePlan: Sendable, Hashable {
    /// Largest start that a percentage leads to, as published.
    package static let largestStartFromPercentage = 30

    /// The last step, counted from 0, that sees the words alone: a start of 3 means four such steps.
    package let startMergeStep: Int

    /// - Parameter startMergeStep: 0 or more.
    package init(startMergeStep: Int) throws(SchedulerError) {
        guard startMergeStep >= 0 else { throw .mergeStart(Double(startMergeStep)) }
        self.startMergeStep = startMergeStep
    }

    /// - Parameters:
    ///   - stylePercentage: 0…100, the share of the steps that shape style and composition from words alone.
    ///   - stepCount: T.
    package init(stylePercentage: Double, stepCount: Int) throws(SchedulerError) {
        guard (0...100).contains(stylePercentage) else { throw .mergeStart(stylePercentage) }
        guard stepCount > 0 else { throw .stepCount(stepCount) }
        let start = (stylePercentage / 100 * Double(stepCount)).rounded(.towardZero)
        startMergeStep = Int(min(start, Double(Self.largestStartFromPercentage)))
    }

    /// Whether `step` is conditioned on the identity.
    package func usesIdentity(_ step: Int) -> Bool { step > startMergeStep }
}
