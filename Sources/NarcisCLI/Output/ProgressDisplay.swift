import PortraitDomain
import Synchronization

/// Shows progress on standard error: one line that is redrawn on a terminal, a line per stage elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var timeLeft: TimeLeft?
        var lastAnnouncement: String?
        var isDrawn = false
    }

    private static let clearLine = "\r\u{1B}[K"

    private let isQuiet: Bool
    private let terminal = Terminal.current
    private let state = Mutex(State())

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// The settings that the estimate of the time left starts from.
    func begin(_ request: PortraitRequest, settings: PortraitSettings, for model: ModelDescription) {
        let timeLeft = TimeLeft(
            settings: settings, imageCount: request.count, hasMedium: request.hasMedium(with: model),
            drawsFromPhotograph: model.media.isDefault)
        state.withLock { $0.timeLeft = timeLeft }
    }

    func show(_ event: PortraitEvent) {
        guard !isQuiet else { return }
        switch event {
        case .stage(let progress), .step(let progress): show(progress)
        case .photographs, .preview: break
        }
    }

    private func show(_ progress: StageProgress) {
        let now = terminal.now()
        state.withLock { state in
            state.timeLeft?.update(progress, at: now)
            let line = ProgressLine(progress: progress, timeLeft: state.timeLeft?.seconds(at: now))
            if terminal.isInteractive {
                let text = line.text(columns: terminal.columns(), hasColor: terminal.hasColor)
                terminal.error(Self.clearLine + text)
                state.isDrawn = true
            } else if state.lastAnnouncement != line.announcement {
                state.lastAnnouncement = line.announcement
                terminal.error(line.announcement + "\n")
            }
        }
    }

    /// Erases the line, so that the next message starts on an empty one.
    func clear() {
        state.withLock { state in
            if state.isDrawn { terminal.error(Self.clearLine) }
            state.isDrawn = false
        }
    }
}
