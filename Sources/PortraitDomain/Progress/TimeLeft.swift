/// Estimates how long the rest of a request takes, from how long its steps took so far.
///
/// A pure value: the caller passes the time, in seconds from any fixed moment.
package struct TimeLeft: Sendable, Equatable {
    /// What one step of a stage costs beside one step of the base picture, before any was seen.
    package static let costs: [PortraitStage: Double] = [
        .base: 1, .decoding: 1.5, .sketching: 1, .detailing: 1, .compositing: 0.5,
        .preparing: 3, .rendering: 8,
    ]
    /// The share of a new step time in the moving average.
    package static let smoothing = 0.3

    private let stepCounts: [PortraitStage: Int]
    private let imageCount: Int
    private var secondsPerStep: [PortraitStage: Double] = [:]
    private var place: StageProgress?
    private var lastTime: Double?

    /// - Parameters:
    ///   - hasMedium: whether the pictures are rendered in one.
    ///   - drawsFromPhotograph: whether no face is repainted, since the medium draws the photograph.
    package init(
        settings: PortraitSettings, imageCount: Int, hasMedium: Bool = false, drawsFromPhotograph: Bool = false
    ) {
        var counts: [PortraitStage: Int] = [.base: settings.steps, .decoding: 1]
        if settings.detailSteps > 0, !(hasMedium && drawsFromPhotograph) {
            counts[.detailing] = settings.detailSteps
            counts[.compositing] = 1
            if settings.hasHeadPass { counts[.sketching] = settings.detailSteps }
        }
        if hasMedium { counts.merge([.preparing: 1, .rendering: 1]) { first, _ in first } }
        stepCounts = counts
        self.imageCount = imageCount
    }

    /// Takes note that `progress` was reached at `time`.
    package mutating func update(_ progress: StageProgress, at time: Double) {
        defer {
            place = progress
            lastTime = time
        }
        guard let place, let lastTime, time >= lastTime else { return }
        let isSameStage = place.stage == progress.stage && place.round == progress.round
        if isSameStage, progress.step > place.step {
            note((time - lastTime) / Double(progress.step - place.step), for: place.stage)
        } else if !isSameStage, place.stepCount == 0 {
            note(time - lastTime, for: place.stage)
        }
    }

    /// Seconds left at `time`; nil before the first step was seen.
    package func seconds(at time: Double) -> Double? {
        guard let place, let lastTime, let unit else { return nil }
        let perRound = stepCounts.reduce(0) { $0 + cost(of: $1.key, unit: unit) * Double($1.value) }
        let ahead = stepCounts.reduce(0.0) { sum, entry in
            sum + cost(of: entry.key, unit: unit) * Double(stepsLeft(in: entry.key, of: entry.value, at: place))
        }
        let roundsAhead = max(0, imageCount * place.attemptCount - place.round - 1)
        return max(0, ahead + perRound * Double(roundsAhead) - max(0, time - lastTime))
    }

    private func stepsLeft(in stage: PortraitStage, of count: Int, at place: StageProgress) -> Int {
        guard let here = PortraitStage.allCases.firstIndex(of: place.stage),
            let there = PortraitStage.allCases.firstIndex(of: stage)
        else { return 0 }
        if there != here { return there > here ? count : 0 }
        return place.stepCount > 0 ? max(0, place.stepCount - place.step) : count
    }

    /// Seconds of one base step: measured, or derived from another stage's steps.
    private var unit: Double? {
        if let base = secondsPerStep[.base] { return base }
        guard let seconds = secondsPerStep[.detailing], let cost = Self.costs[.detailing] else { return nil }
        return seconds / cost
    }

    private func cost(of stage: PortraitStage, unit: Double) -> Double {
        secondsPerStep[stage] ?? unit * (Self.costs[stage] ?? 0)
    }

    private mutating func note(_ seconds: Double, for stage: PortraitStage) {
        guard let known = secondsPerStep[stage] else {
            secondsPerStep[stage] = seconds
            return
        }
        secondsPerStep[stage] = known + Self.smoothing * (seconds - known)
    }
}

extension StageProgress {
    /// The attempt among those at all pictures, from 0.
    fileprivate var round: Int { image * attemptCount + attempt }
}
