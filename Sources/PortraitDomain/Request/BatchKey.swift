import Schedulers

/// The settings that requests must share for their pictures to go through the model side by side: what a picture shows
/// and whom may differ, how it is painted may not.
package struct BatchKey: Sendable, Hashable {
    /// The model's name.
    private let model: String
    private let painted: ImageSize
    private let steps, detailSteps, startMergeStep: Int
    private let guidanceScale, identityScale, detailStrength: Double
    private let guidanceTail: GuidancePlan.Tail
    private let scheduler: SchedulerKind
    private let schedule: ScheduleChoice

    /// - Parameter settings: as `PortraitRequest.validated(for:)` gives them.
    package init(_ settings: PortraitSettings, model: String) {
        self.model = model
        painted = settings.painted
        steps = settings.steps
        detailSteps = settings.detailSteps
        startMergeStep = settings.startMergeStep
        guidanceScale = settings.guidanceScale
        identityScale = settings.identityScale
        detailStrength = settings.detailStrength
        guidanceTail = settings.guidanceTail
        scheduler = settings.scheduler
        schedule = settings.schedule
    }
}
