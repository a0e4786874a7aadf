import PortraitDomain

/// One painting of one picture: a row of the passes.
struct PictureRow {
    let order: PaintingPlan
    /// The picture's place in the request, from 0.
    let index: Int
    /// The attempt at it, from 0.
    var attempt = 0
    let seed: UInt64

    func tell(_ stage: PortraitStage, stepCount: Int = 0) {
        order.tell(.stage(progress(stage, step: 0, of: stepCount)))
    }

    func tell(_ stage: PortraitStage, step: Int, of stepCount: Int) {
        order.tell(.step(progress(stage, step: step, of: stepCount)))
    }

    private func progress(_ stage: PortraitStage, step: Int, of stepCount: Int) -> StageProgress {
        var progress = StageProgress(
            stage: stage, image: index, imageCount: order.request.count, step: step, stepCount: stepCount)
        (progress.attempt, progress.attemptCount) = (attempt, order.attempts)
        return progress
    }
}
