internal import PortraitDomain
internal import Schedulers

extension PortraitSettings {
    /// The schedule of a pass with these settings.
    func scheduler(
        steps: Int, strength: Double = 1, configuration: SchedulerConfiguration
    ) throws(SchedulerError) -> Scheduler {
        let kind: SchedulerKind =
            switch scheduler {
            case .euler: .euler
            case .dpmpp2m: .dpmPlusPlus2M
            case .ddim: .ddim
            }
        let spacing: TimestepSpacing =
            switch schedule {
            case .aysTimesteps: .alignYourSteps(.logLinearTimesteps)
            case .aysSigmas: .alignYourSteps(.sigmas)
            case .leading: .leading(stepsOffset: configuration.stepsOffset)
            case .trailing: .trailing
            }
        return try Scheduler(
            kind, spacing: spacing, stepCount: steps, schedule: configuration.schedule,
            predictionType: configuration.predictionType, strength: strength)
    }

    func guidance(steps: Int) throws(SchedulerError) -> GuidancePlan {
        let tail: GuidancePlan.Tail =
            switch guidanceTail {
            case .conditionalOnly: .conditionalOnly
            case .literalUnconditional: .literalUnconditional
            case .throughout: .throughout
            }
        return try GuidancePlan(stepCount: steps, scale: guidanceScale, tail: tail)
    }
}
