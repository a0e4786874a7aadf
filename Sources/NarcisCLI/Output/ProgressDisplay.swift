internal import Foundation
internal import PortraitDomain
internal import Synchronization

/// Draws progress on standard error: one line drawn over on a terminal, a line per stage elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var timeLeft: TimeLeft?
        var lastStage: String?
    }

    private let isQuiet: Bool
    private let isInteractive = Console.isInteractive
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// The settings that the estimate of the time left starts from.
    func begin(settings: PortraitSettings, count: Int) {
        state.withLock { $0.timeLeft = TimeLeft(settings: settings, imageCount: count) }
    }

    func show(_ event: PortraitEvent) {
        guard !isQuiet else { return }
        switch event {
        case .stage(let progress), .step(let progress): show(progress)
        case .preview, .finished: break
        }
    }

    private func show(_ progress: StageProgress) {
        let elapsed = start.duration(to: .now)
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        state.withLock { state in
            state.timeLeft?.update(progress, at: seconds)
            let line = ProgressLine(progress: progress, timeLeft: state.timeLeft?.seconds(at: seconds))
            if isInteractive {
                Console.draw("\r\u{1B}[K" + line.text(columns: Console.columns))
            } else {
                let stage = "\(progress.stage.rawValue) \(progress.image)"
                guard state.lastStage != stage else { return }
                state.lastStage = stage
                Console.draw(ProgressLine.title(of: progress.stage) + "\n")
            }
        }
    }

    func end() {
        guard !isQuiet, isInteractive else { return }
        Console.draw("\r\u{1B}[K")
    }
}
