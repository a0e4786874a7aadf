/// Estimates how long the rest of a request takes, from how long its steps took so far.
///
/// A pure value: the caller passes the time, in seconds from any fixed moment.
package struct TimeLeft: Sendable, Equatable {
    /// The assumed cost of a stage's step in steps of the base picture, before any is measured.
    package static let costs: [PortraitStage: Double] = [
        .base: 1, .decoding: 1.5, .headPass: 1, .detailing: 1, .compositing: 0.5,
        .preparing: 3, .rendering: 8,
    ]
    /// The share of a new step time in the moving average.
    package static let smoothing = 0.3

    private let stepCounts: [PortraitStage: Int]
    private let imageCount: Int
    private var secondsPerStep: [PortraitStage: Double] = [:]
    private var current: StageProgress?
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
            if settings.hasHeadPass { counts[.headPass] = settings.detailSteps }
        }
        if hasMedium { counts.merge([.preparing: 1, .rendering: 1]) { first, _ in first } }
        stepCounts = counts
        self.imageCount = imageCount
    }

    /// Records that `progress` was reached at `time`.
    package mutating func update(_ progress: StageProgress, at time: Double) {
        defer {
            current = progress
            lastTime = time
        }
        guard let current, let lastTime, time >= lastTime else { return }
        let isSameStage = current.stage == progress.stage && current.round == progress.round
        if isSameStage, progress.step > current.step {
            note((time - lastTime) / Double(progress.step - current.step), for: current.stage)
        } else if !isSameStage, current.stepCount == 0 {
            note(time - lastTime, for: current.stage)
        }
    }

    /// Seconds left at `time`; nil before the first step.
    package func seconds(at time: Double) -> Double? {
        guard let current, let lastTime, let unit else { return nil }
        let perRound = stepCounts.reduce(0) { $0 + cost(of: $1.key, unit: unit) * Double($1.value) }
        let ahead = stepCounts.reduce(0.0) { sum, entry in
            sum + cost(of: entry.key, unit: unit) * Double(stepsLeft(in: entry.key, of: entry.value, at: current))
        }
        let roundsAhead = max(0, imageCount * current.attemptCount - current.round - 1)
        return max(0, ahead + perRound * Double(roundsAhead) - max(0, time - lastTime))
    }

    private func stepsLeft(in stage: PortraitStage, of count: Int, at current: StageProgress) -> Int {
        guard let here = PortraitStage.allCases.firstIndex(of: current.stage),
            let there = PortraitStage.allCases.firstIndex(of: stage)
        else { return 0 }
        if there != here { return there > here ? count : 0 }
        return current.stepCount > 0 ? max(0, current.stepCount - current.step) : count
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
