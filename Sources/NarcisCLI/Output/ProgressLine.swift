package import PortraitDomain

/// The progress line as a pure value: stage, bar, step, picture, time left.
package struct ProgressLine: Sendable, Equatable {
    package static let barWidth = 24

    package var progress: StageProgress
    /// Seconds; nil before the first step.
    package var timeLeft: Double?

    /// At most `columns` − 1 characters, so that the line never wraps; colors do not count.
    package func text(columns: Int, hasColor: Bool = false) -> String {
        var parts = [Self.title(of: progress.stage).padded(to: 18)]
        var bar = "", rest = ""
        if progress.stepCount > 0 {
            let filled = min(Self.barWidth, Self.barWidth * progress.step / progress.stepCount)
            bar = String(repeating: "█", count: filled)
            rest = String(repeating: "░", count: Self.barWidth - filled)
            parts.append(bar + rest)
            parts.append("\(progress.step)/\(progress.stepCount)")
        }
        parts += counters
        if let timeLeft { parts.append(Self.duration(timeLeft) + " left") }
        let line = String(parts.joined(separator: "  ").prefix(max(columns - 1, 10)))
        guard hasColor, !bar.isEmpty, line.contains(bar + rest) else { return line }
        return line.replacing(bar + rest, with: "\u{1B}[36m\(bar)\u{1B}[2m\(rest)\u{1B}[0m", maxReplacements: 1)
    }

    /// The line for the beginning of a stage where lines cannot be redrawn.
    package var announcement: String {
        let text = ([Self.title(of: progress.stage)] + counters).joined(separator: ", ")
        return progress.stepCount > 0 ? text + ", \(progress.stepCount) steps" : text
    }

    /// The picture and the attempt, where there are several; stages before the painting are shared.
    private var counters: [String] {
        guard progress.stage >= .base else { return [] }
        let counted = [
            ("picture", progress.image, progress.imageCount), ("attempt", progress.attempt, progress.attemptCount),
        ]
        return counted.filter { $0.2 > 1 }.map { "\($0.0) \($0.1 + 1) of \($0.2)" }
    }

    package static func title(of stage: PortraitStage) -> String {
        switch stage {
        case .loading: "Loading the model"
        case .faces: "Looking at faces"
        case .identity: "Learning the face"
        case .prompt: "Reading the words"
        case .base: "Painting"
        case .decoding: "Developing"
        case .headPass: "Drawing the head"
        case .detailing: "Refining the face"
        case .compositing: "Blending"
        case .preparing: "Studying the sitter"
        case .rendering: "Rendering"
        }
    }

    package static func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e9).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}

extension PortraitStage {
    fileprivate static func >= (first: PortraitStage, second: PortraitStage) -> Bool {
        let order = allCases
        return (order.firstIndex(of: first) ?? 0) >= (order.firstIndex(of: second) ?? 0)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
