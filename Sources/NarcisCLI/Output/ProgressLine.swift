package import PortraitDomain

/// The progress line as a pure value: stage, bar, step, picture, time left.
package struct ProgressLine: Sendable, Equatable {
    package static let barWidth = 24

    package var progress: StageProgress
    /// Seconds; nil before the first step.
    package var timeLeft: Double?

    package init(progress: StageProgress, timeLeft: Double?) {
        self.progress = progress
        self.timeLeft = timeLeft
    }

    /// At most `columns` characters.
    package func text(columns: Int) -> String {
        var parts = [Self.title(of: progress.stage).padded(to: 18)]
        if progress.stepCount > 0 {
            let filled = min(Self.barWidth, Self.barWidth * progress.step / progress.stepCount)
            parts.append(
                String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled))
            parts.append("\(progress.step)/\(progress.stepCount)")
        }
        if progress.imageCount > 1 { parts.append("picture \(progress.image + 1) of \(progress.imageCount)") }
        if let timeLeft { parts.append(Self.duration(timeLeft) + " left") }
        return String(parts.joined(separator: "  ").prefix(max(columns - 1, 10)))
    }

    package static func title(of stage: PortraitStage) -> String {
        switch stage {
        case .loading: "Loading the model"
        case .faces: "Looking at faces"
        case .identity: "Learning the face"
        case .prompt: "Reading the words"
        case .base: "Painting"
        case .decoding: "Developing"
        case .detailing: "Refining the face"
        case .compositing: "Blending"
        case .saving: "Saving"
        }
    }

    package static func duration(_ seconds: Double) -> String {
        let whole = Int(max(0, seconds).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
