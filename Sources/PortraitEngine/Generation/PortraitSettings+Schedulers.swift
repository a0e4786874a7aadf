import PortraitDomain
import Schedulers

extension PortraitSettings {
    /// The schedule of a pass with these settings.
    func scheduler(
        steps: Int, strength: Double = 1, configuration: SchedulerConfiguration
    ) throws(SchedulerError) -> Scheduler {
        let spacing: TimestepSpacing =
            switch schedule {
            case .aysTimesteps: .alignYourSteps(.logLinearTimesteps)
            case .aysSigmas: .alignYourSteps(.sigmas)
            case .leading: .leading(stepsOffset: configuration.stepsOffset)
            case .trailing: .trailing
            }
        return try Scheduler(
            scheduler, spacing: spacing, stepCount: steps, schedule: configuration.schedule,
            predictionType: configuration.predictionType, strength: strength)
    }

    func guidance(steps: Int) throws(SchedulerError) -> GuidancePlan {
        try GuidancePlan(stepCount: steps, scale: guidanceScale, tail: guidanceTail)
    }
}
