import PortraitDomain

/// One painting of one picture: a row of the passes.
struct PictureRow {
    let plan: PaintingPlan
    /// The picture's index in the request, from 0.
    let index: Int
    /// The attempt at it, from 0.
    var attempt = 0
    let seed: UInt64

    func report(_ stage: PortraitStage, stepCount: Int = 0) {
        plan.report(.stage(progress(stage, step: 0, of: stepCount)))
    }

    func report(_ stage: PortraitStage, step: Int, of stepCount: Int) {
        plan.report(.step(progress(stage, step: step, of: stepCount)))
    }

    private func progress(_ stage: PortraitStage, step: Int, of stepCount: Int) -> StageProgress {
        var progress = StageProgress(
            stage: stage, image: index, imageCount: plan.request.count, step: step, stepCount: stepCount)
        (progress.attempt, progress.attemptCount) = (attempt, plan.attempts)
        return progress
    }
}
