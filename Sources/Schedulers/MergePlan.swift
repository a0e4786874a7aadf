/// When PhotoMaker's identity embedding replaces the embedding of the words alone (Li et al. 2024).
package struct MergePlan: Sendable, Hashable {
    /// The last step, counted from 0, that sees the words alone: a start of 3 means four such steps.
    package let startMergeStep: Int

    /// - Parameter startMergeStep: 0 or more.
    package init(startMergeStep: Int) throws(SchedulerError) {
        guard startMergeStep >= 0 else { throw .mergeStart(startMergeStep) }
        self.startMergeStep = startMergeStep
    }

    /// Whether `step` is conditioned on the identity.
    package func usesIdentity(_ step: Int) -> Bool { step > startMergeStep }
}
