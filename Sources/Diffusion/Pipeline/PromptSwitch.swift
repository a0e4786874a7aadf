package import Schedulers
import Torch

/// Uses the text-only prompt up to the merge step and the identity prompt after it (PhotoMaker).
package struct PromptSwitch: DenoisingHook {
    let plan: MergePlan
    let identity: UNetConditioning

    /// - Parameter identity: what replaces the run's own conditioning once the plan says so.
    package init(plan: MergePlan, identity: UNetConditioning) {
        self.plan = plan
        self.identity = identity
    }

    package func conditioning(step: Int) -> UNetConditioning? {
        plan.usesIdentity(step) ? identity : nil
    }
}
